"""A desk's working day by Microsoft's own SDK for Python, msgraph-sdk, pointed at a Doorkey server.

Prints one line for each step and ends with what was seen, a JSON object on a line of its own. Started
by the test in suite.rs with the address, two tokens and the server's certificate in the environment.
"""

import asyncio
import json
import os
import ssl
import sys
from datetime import datetime, timedelta, timezone
from importlib.metadata import version
from urllib.parse import urlsplit

import httpx
from kiota_abstractions.authentication import (
    AccessTokenProvider,
    AllowedHostsValidator,
    BaseBearerTokenAuthenticationProvider,
)
from kiota_abstractions.base_request_configuration import RequestConfiguration
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.audit_logs.directory_audits.directory_audits_request_builder import (
    DirectoryAuditsRequestBuilder,
)
from msgraph.generated.audit_logs.sign_ins.sign_ins_request_builder import SignInsRequestBuilder
from msgraph.generated.models.group import Group
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.reference_create import ReferenceCreate
from msgraph.generated.models.temporary_access_pass_authentication_method import (
    TemporaryAccessPassAuthenticationMethod as Pass,
)
from msgraph.generated.models.temporary_access_pass_authentication_method_configuration import (
    TemporaryAccessPassAuthenticationMethodConfiguration as Policy,
)
from msgraph.generated.models.user import User
from msgraph.generated.users.users_request_builder import UsersRequestBuilder
from msgraph_core import GraphClientFactory
from msgraph_core.tasks.page_iterator import PageIterator

ADDRESS = os.environ["DOORKEY_ADDRESS"]
SAM = "sam@demo.example"

# How to point the SDK at a server: a token, the certificate it must show, its address.


class StaticToken(AccessTokenProvider):
    """Gives the token to this server and to no other."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.hosts = AllowedHostsValidator([urlsplit(ADDRESS).hostname])

    async def get_authorization_token(self, uri: str, additional_authentication_context=None) -> str:
        return self.token if self.hosts.is_url_host_valid(uri) else ""

    def get_allowed_hosts_validator(self) -> AllowedHostsValidator:
        return self.hosts


def connect(token: str) -> GraphServiceClient:
    trusted = ssl.create_default_context(cafile=os.environ.get("DOORKEY_CA"))
    http = GraphClientFactory.create_with_default_middleware(client=httpx.AsyncClient(verify=trusted))
    adapter = GraphRequestAdapter(BaseBearerTokenAuthenticationProvider(StaticToken(token)), http)
    adapter.base_url = f"{ADDRESS}/v1.0"
    return GraphServiceClient(request_adapter=adapter)


# What the desk does with it.

steps = 0


def step(said: str) -> None:
    global steps
    steps += 1
    print(f"{steps:2} {said}", flush=True)


async def refusal(call) -> dict:
    """The SDK's own error, which must come."""
    try:
        await call
    except ODataError as error:
        assert error.error and error.error.inner_error, "the error has Graph's envelope"
        assert error.error.inner_error.request_id, "the error names its request"
        return {
            "status": error.response_status_code,
            "code": error.error.code,
            "message": error.error.message,
        }
    raise AssertionError("this must be refused")


async def everything(graph: GraphServiceClient, first) -> list:
    """All elements of a list, by the SDK's own iterator."""
    found = []
    await PageIterator(first, graph.request_adapter).iterate(lambda it: found.append(it) or True)
    return found


def told_policy(policy: Policy) -> dict:
    assert isinstance(policy, Policy), "the SDK makes its own type of it"
    return {
        "id": policy.id,
        "state": policy.state.value,
        "defaultLength": policy.default_length,
        "defaultLifetimeInMinutes": policy.default_lifetime_in_minutes,
        "minimumLifetimeInMinutes": policy.minimum_lifetime_in_minutes,
        "maximumLifetimeInMinutes": policy.maximum_lifetime_in_minutes,
        "isUsableOnce": policy.is_usable_once,
        "includeTargets": [target.id for target in policy.include_targets],
        "excludeTargets": [target.id for target in policy.exclude_targets],
    }


def told_pass(given: Pass) -> dict:
    return {
        "id": given.id,
        "characters": given.temporary_access_pass and len(given.temporary_access_pass.replace("-", "")),
        "lifetimeInMinutes": given.lifetime_in_minutes,
        "isUsableOnce": given.is_usable_once,
        "isUsable": given.is_usable,
        "methodUsabilityReason": given.method_usability_reason,
        "startsLater": given.start_date_time > given.created_date_time,
    }


async def main() -> dict:
    graph = connect(os.environ["DOORKEY_TOKEN"])
    began = datetime.now(timezone.utc) - timedelta(seconds=1)
    seen: dict = {"sdk": f"msgraph-sdk {version('msgraph-sdk')}"}
    refused: dict = {}

    # The policy.
    methods_policy = graph.policies.authentication_methods_policy
    policy = methods_policy.authentication_method_configurations.by_authentication_method_configuration_id(
        "temporaryAccessPass"
    )
    seen["policyBefore"] = told_policy(await policy.get())
    step("read the policy")

    await policy.patch(
        Policy(
            minimum_lifetime_in_minutes=30,
            maximum_lifetime_in_minutes=240,
            default_lifetime_in_minutes=120,
            is_usable_once=True,
        )
    )
    seen["policyChanged"] = told_policy(await policy.get())
    step("changed the policy: one-time passes of 30 to 240 minutes")

    refused["policy"] = await refusal(policy.patch(Policy(minimum_lifetime_in_minutes=300)))
    assert told_policy(await policy.get()) == seen["policyChanged"], "a refused change changes nothing"
    step("was told that a shortest lifetime above the longest is none")

    # A pass.
    sam = graph.users.by_user_id(SAM)
    passes = sam.authentication.temporary_access_pass_methods
    first = await passes.post(Pass())
    seen["first"] = told_pass(first)
    step("issued a pass as the policy has it")

    # JSON has milliseconds; the SDK writes what it is given.
    start = (datetime.now(timezone.utc) + timedelta(hours=2)).replace(microsecond=0)
    second = await passes.post(Pass(start_date_time=start, lifetime_in_minutes=45, is_usable_once=True))
    assert second.start_date_time == start, "it starts when it was to start"
    assert second.temporary_access_pass != first.temporary_access_pass
    seen["second"] = told_pass(second)
    step("issued another that starts later")

    listed = (await passes.get()).value
    assert [it.id for it in listed] == [second.id], "the second replaced the first"
    seen["listed"] = [told_pass(it) for it in listed]
    seen["read"] = told_pass(await passes.by_temporary_access_pass_authentication_method_id(second.id).get())
    refused["replaced"] = await refusal(
        passes.by_temporary_access_pass_authentication_method_id(first.id).get()
    )
    step("found the second in the place of the first, and the pass itself nowhere")

    third = await passes.post(Pass(lifetime_in_minutes=30))
    seen["third"] = told_pass(third)
    seen["listedThird"] = [told_pass(it) for it in (await passes.get()).value]
    step("issued a third that can be used at once")

    refused["lifetime"] = await refusal(passes.post(Pass(lifetime_in_minutes=480)))
    refused["manyTimes"] = await refusal(passes.post(Pass(is_usable_once=False)))
    step("was told which lifetimes there are, and that passes are used once")

    seen["methods"] = [method.odata_type for method in (await sam.authentication.methods.get()).value]
    seen["passkeys"] = [passkey.id for passkey in (await sam.authentication.fido2_methods.get()).value]
    step("looked at everything that Sam signs in with")

    await passes.by_temporary_access_pass_authentication_method_id(third.id).delete()
    seen["afterDelete"] = [told_pass(it) for it in (await passes.get()).value]
    refused["deleted"] = await refusal(
        passes.by_temporary_access_pass_authentication_method_id(third.id).delete()
    )
    step("deleted the pass")

    # People and groups.
    one_by_one = RequestConfiguration(
        query_parameters=UsersRequestBuilder.UsersRequestBuilderGetQueryParameters(top=1)
    )
    page = await graph.users.get(request_configuration=one_by_one)
    assert len(page.value) == 1 and page.odata_next_link, "a page of one leads to the next"
    seen["people"] = [person.user_principal_name for person in await everything(graph, page)]
    step("went through all people, one on a page")

    robin = await graph.users.post(
        User(
            user_principal_name="robin@demo.example",
            display_name="Robin Novak",
            account_enabled=True,
            mail_nickname="robin",
        )
    )
    helpers = await graph.groups.post(
        Group(
            display_name="Helpers",
            mail_nickname="helpers",
            mail_enabled=False,
            security_enabled=True,
            group_types=[],
        )
    )
    members = graph.groups.by_group_id(helpers.id).members
    await members.ref.post(
        ReferenceCreate(odata_id=f"{ADDRESS}/v1.0/directoryObjects/{robin.id}")
    )
    refused["member"] = await refusal(
        members.ref.post(ReferenceCreate(odata_id=f"{ADDRESS}/v1.0/directoryObjects/{robin.id}"))
    )
    found = (await members.get()).value
    assert all(isinstance(member, User) for member in found), "members are people, to the SDK too"
    seen["members"] = [member.user_principal_name for member in found]
    step("added Robin, a group, and Robin to it")

    # Reports and the audit.
    registrations = await graph.reports.authentication_methods.user_registration_details.get()
    seen["registrations"] = [person.user_principal_name for person in registrations.value]
    step("read who has registered what")

    AuditQuery = DirectoryAuditsRequestBuilder.DirectoryAuditsRequestBuilderGetQueryParameters
    since = began.strftime("%Y-%m-%dT%H:%M:%SZ")
    registered = await graph.audit_logs.directory_audits.get(
        request_configuration=RequestConfiguration(
            query_parameters=AuditQuery(
                filter="activityDisplayName eq 'Admin registered security info'"
                f" and activityDateTime ge {since}",
                top=2,
            )
        )
    )
    seen["registered"] = [
        [deed.result.value, deed.result_reason] for deed in await everything(graph, registered)
    ]
    page = await graph.audit_logs.directory_audits.get(
        request_configuration=RequestConfiguration(
            query_parameters=AuditQuery(top=3, orderby=["activityDateTime desc"])
        )
    )
    audit = await everything(graph, page)
    assert all(deed.activity_date_time and deed.correlation_id and deed.initiated_by for deed in audit)
    seen["audit"] = [[deed.id, deed.activity_display_name, deed.result.value] for deed in audit]
    step("read the audit, three on a page")

    SignInQuery = SignInsRequestBuilder.SignInsRequestBuilderGetQueryParameters
    sign_ins = await graph.audit_logs.sign_ins.get(
        request_configuration=RequestConfiguration(
            query_parameters=SignInQuery(filter=f"userPrincipalName eq '{SAM}'")
        )
    )
    seen["signIns"] = [
        [it.user_principal_name, it.status.error_code != 0] for it in await everything(graph, sign_ins)
    ]
    step("read how Sam signed in")

    # Back to the beginning, and what is not allowed.
    await policy.delete()
    seen["policyReset"] = told_policy(await policy.get())
    step("put the policy back")

    refused["wrongToken"] = await refusal(connect("not-a-token").users.get())
    narrow = connect(os.environ["DOORKEY_NARROW_TOKEN"])
    assert (await narrow.users.get()).value, "the other token reads people"
    narrow_passes = narrow.users.by_user_id(SAM).authentication.temporary_access_pass_methods
    refused["noScope"] = await refusal(narrow_passes.post(Pass()))
    refused["nobody"] = await refusal(graph.users.by_user_id("nobody@demo.example").get())
    step("was refused with a wrong token, and with one that may only read people")

    seen["refused"] = refused
    return seen


print(json.dumps(asyncio.run(main())))
sys.stdout.flush()
