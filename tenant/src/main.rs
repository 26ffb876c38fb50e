//! The stand-in on its own, for a person who wants to look at it: prints where it is and stays until Ctrl-C.

use doorkey_tenant::{NewPass, Person, Tenant};

#[tokio::main]
#[expect(clippy::print_stdout, reason = "a command for people")]
async fn main() {
    let tenant = Tenant::start().await;
    let ada = tenant.add_person(Person::new(&format!("ada@{}", tenant.domain()), "Ada Lovelace"));
    let pass = tenant.issue_pass(&ada.id, NewPass::default());
    for redirect in std::env::args().skip(1) {
        tenant.add_redirect(&redirect);
    }
    println!("authority      {}", tenant.authority());
    println!("graph          {}", tenant.graph());
    println!("security info  {}", tenant.security_info());
    println!("control        {}", tenant.control());
    println!("application    {} / {}", tenant.client_id(), tenant.client_secret());
    println!("{} {}", ada.user_name, pass.pass);
    // Whether the signal can be waited for or not: either way it is over.
    let _ = tokio::signal::ctrl_c().await;
}
