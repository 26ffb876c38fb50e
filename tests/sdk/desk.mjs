// A desk's working day by Microsoft's own SDK for JavaScript, @microsoft/microsoft-graph-client, pointed
// at a Doorkey server.
//
// Prints one line for each step and ends with what was seen, a JSON object on a line of its own. Started
// by the test in suite.rs with the address and two tokens in the environment; node trusts the server's
// certificate by NODE_EXTRA_CA_CERTS.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import graphClient from "@microsoft/microsoft-graph-client";

const { Client, GraphError, PageIterator } = graphClient;
const ADDRESS = process.env.DOORKEY_ADDRESS;
const SAM = "sam@demo.example";

// How to point the SDK at a server: a token, its address, and that it may have the token.

function connect(token) {
  return Client.initWithMiddleware({
    baseUrl: ADDRESS,
    defaultVersion: "v1.0",
    customHosts: new Set([new URL(ADDRESS).hostname]),
    authProvider: { getAccessToken: async () => token },
  });
}

// What the desk does with it.

let steps = 0;
function step(said) {
  steps += 1;
  console.log(`${String(steps).padStart(2)} ${said}`);
}

/** The SDK's own error, which must come. */
async function refusal(call) {
  try {
    await call;
  } catch (error) {
    assert(error instanceof GraphError, `the SDK's own error, not ${error}`);
    assert(error.requestId, "the error names its request");
    return { status: error.statusCode, code: error.code, message: error.message };
  }
  throw new Error("this must be refused");
}

/** All elements of a list, by the SDK's own iterator. */
async function everything(graph, first) {
  const found = [];
  await new PageIterator(graph, first, (it) => found.push(it) > 0).iterate();
  return found;
}

function toldPolicy(policy) {
  assert.equal(policy["@odata.type"], "#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration");
  return {
    id: policy.id,
    state: policy.state,
    defaultLength: policy.defaultLength,
    defaultLifetimeInMinutes: policy.defaultLifetimeInMinutes,
    minimumLifetimeInMinutes: policy.minimumLifetimeInMinutes,
    maximumLifetimeInMinutes: policy.maximumLifetimeInMinutes,
    isUsableOnce: policy.isUsableOnce,
    includeTargets: policy.includeTargets.map((target) => target.id),
    excludeTargets: policy.excludeTargets.map((target) => target.id),
  };
}

function toldPass(given) {
  return {
    id: given.id,
    characters: given.temporaryAccessPass && given.temporaryAccessPass.replaceAll("-", "").length,
    lifetimeInMinutes: given.lifetimeInMinutes,
    isUsableOnce: given.isUsableOnce,
    isUsable: given.isUsable,
    methodUsabilityReason: given.methodUsabilityReason,
    startsLater: new Date(given.startDateTime) > new Date(given.createdDateTime),
  };
}

const graph = connect(process.env.DOORKEY_TOKEN);
const began = new Date(Date.now() - 1000).toISOString();
const { version } = createRequire(import.meta.url)("@microsoft/microsoft-graph-client/package.json");
const seen = { sdk: `@microsoft/microsoft-graph-client ${version}` };
const refused = {};

// The policy.
const policy = graph.api(
  "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass",
);
const change = (to) =>
  policy.patch({ "@odata.type": "#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration", ...to });
seen.policyBefore = toldPolicy(await policy.get());
step("read the policy");

await change({
  minimumLifetimeInMinutes: 30,
  maximumLifetimeInMinutes: 240,
  defaultLifetimeInMinutes: 120,
  isUsableOnce: true,
});
seen.policyChanged = toldPolicy(await policy.get());
step("changed the policy: one-time passes of 30 to 240 minutes");

refused.policy = await refusal(change({ minimumLifetimeInMinutes: 300 }));
assert.deepEqual(toldPolicy(await policy.get()), seen.policyChanged, "a refused change changes nothing");
step("was told that a shortest lifetime above the longest is none");

// A pass.
const passes = `/users/${SAM}/authentication/temporaryAccessPassMethods`;
const issue = (wanted) => graph.api(passes).post(wanted);
const list = async () => (await graph.api(passes).get()).value;
const first = await issue({});
seen.first = toldPass(first);
step("issued a pass as the policy has it");

const start = new Date(Date.now() + 2 * 60 * 60 * 1000);
const second = await issue({ startDateTime: start.toISOString(), lifetimeInMinutes: 45, isUsableOnce: true });
assert.equal(new Date(second.startDateTime).getTime(), start.getTime(), "it starts when it was to start");
assert.notEqual(second.temporaryAccessPass, first.temporaryAccessPass);
seen.second = toldPass(second);
step("issued another that starts later");

const listed = await list();
assert.deepEqual(listed.map((it) => it.id), [second.id], "the second replaced the first");
seen.listed = listed.map(toldPass);
seen.read = toldPass(await graph.api(`${passes}/${second.id}`).get());
refused.replaced = await refusal(graph.api(`${passes}/${first.id}`).get());
step("found the second in the place of the first, and the pass itself nowhere");

const third = await issue({ lifetimeInMinutes: 30 });
seen.third = toldPass(third);
seen.listedThird = (await list()).map(toldPass);
step("issued a third that can be used at once");

refused.lifetime = await refusal(issue({ lifetimeInMinutes: 480 }));
refused.manyTimes = await refusal(issue({ isUsableOnce: false }));
step("was told which lifetimes there are, and that passes are used once");

const methods = await graph.api(`/users/${SAM}/authentication/methods`).get();
seen.methods = methods.value.map((method) => method["@odata.type"]);
const passkeys = await graph.api(`/users/${SAM}/authentication/fido2Methods`).get();
seen.passkeys = passkeys.value.map((passkey) => passkey.id);
step("looked at everything that Sam signs in with");

await graph.api(`${passes}/${third.id}`).delete();
seen.afterDelete = (await list()).map(toldPass);
refused.deleted = await refusal(graph.api(`${passes}/${third.id}`).delete());
step("deleted the pass");

// People and groups.
const page = await graph.api("/users").top(1).get();
assert(page.value.length === 1 && page["@odata.nextLink"], "a page of one leads to the next");
seen.people = (await everything(graph, page)).map((person) => person.userPrincipalName);
step("went through all people, one on a page");

const robin = await graph.api("/users").post({
  userPrincipalName: "robin@demo.example",
  displayName: "Robin Novak",
  accountEnabled: true,
  mailNickname: "robin",
});
const helpers = await graph.api("/groups").post({
  displayName: "Helpers",
  mailNickname: "helpers",
  mailEnabled: false,
  securityEnabled: true,
  groupTypes: [],
});
const join = () =>
  graph.api(`/groups/${helpers.id}/members/$ref`).post({
    "@odata.id": `${ADDRESS}/v1.0/directoryObjects/${robin.id}`,
  });
await join();
refused.member = await refusal(join());
const members = (await graph.api(`/groups/${helpers.id}/members`).get()).value;
assert(members.every((member) => member["@odata.type"] === "#microsoft.graph.user"), "members are people");
seen.members = members.map((member) => member.userPrincipalName);
step("added Robin, a group, and Robin to it");

// Reports and the audit.
const registrations = await graph.api("/reports/authenticationMethods/userRegistrationDetails").get();
seen.registrations = registrations.value.map((person) => person.userPrincipalName);
step("read who has registered what");

const registered = await graph
  .api("/auditLogs/directoryAudits")
  .filter(`activityDisplayName eq 'Admin registered security info' and activityDateTime ge ${began}`)
  .top(2)
  .get();
seen.registered = (await everything(graph, registered)).map((deed) => [deed.result, deed.resultReason]);
const newest = await graph.api("/auditLogs/directoryAudits").top(3).orderby("activityDateTime desc").get();
const audit = await everything(graph, newest);
assert(audit.every((deed) => deed.activityDateTime && deed.correlationId && deed.initiatedBy));
seen.audit = audit.map((deed) => [deed.id, deed.activityDisplayName, deed.result]);
step("read the audit, three on a page");

const signIns = await graph.api("/auditLogs/signIns").filter(`userPrincipalName eq '${SAM}'`).get();
seen.signIns = (await everything(graph, signIns)).map((it) => [it.userPrincipalName, it.status.errorCode !== 0]);
step("read how Sam signed in");

// Back to the beginning, and what is not allowed.
await policy.delete();
seen.policyReset = toldPolicy(await policy.get());
step("put the policy back");

refused.wrongToken = await refusal(connect("not-a-token").api("/users").get());
const narrow = connect(process.env.DOORKEY_NARROW_TOKEN);
assert((await narrow.api("/users").get()).value.length > 0, "the other token reads people");
refused.noScope = await refusal(narrow.api(passes).post({}));
refused.nobody = await refusal(graph.api("/users/nobody@demo.example").get());
step("was refused with a wrong token, and with one that may only read people");

seen.refused = refused;
console.log(JSON.stringify(seen));
