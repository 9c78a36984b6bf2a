//! The story, run against a real server with the client that openapi-generator generates.

use std::collections::{HashMap, HashSet};
use std::env;
use std::error::Error;

use client::apis::Error::ResponseError;
use client::apis::configuration::Configuration;
use client::apis::conversations_api::{get_conversation, list_conversations, put_conversation};
use client::apis::messages_api::{SendMessagesError, edit_message, get_message, send_messages};
use client::apis::participants_api::update_participant;
use client::apis::users_api::{GetUserError, get_user, list_users, put_users};
use client::models::{
    ConversationPatch, MessagePatch, MessageToSend, Notify, ParticipantPatch, SystemMessageToSend,
    UserMessageToSend, UserPatch, system_message_to_send, user_message_to_send,
};

const ORDER: &str = "order_391_fc";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let app = &env::var("PARLEY_APP")?;
    let at = &Configuration {
        base_path: env::var("PARLEY_URL")?,
        bearer_access_token: Some(env::var("PARLEY_KEY")?),
        ..Configuration::default()
    };

    // Three calls: two users, a conversation and its first messages.
    let alice = UserPatch {
        email: Some(Some(vec!["alice@example.com".into()])),
        ..named("Alice")
    };
    let both = HashMap::from([("alice".into(), alice), ("sebastian".into(), named("Sebastian"))]);
    put_users(at, app, both, None, None).await?;
    let order = ConversationPatch {
        participants: Some(vec!["alice".into(), "sebastian".into()]),
        subject: Some(Some("Black leather boots".into())),
        custom: Some(Some(HashMap::from([("category".into(), "shoes".into())]))),
        ..ConversationPatch::default()
    };
    put_conversation(at, app, ORDER, None, None, Some(order)).await?;
    let joined = SystemMessageToSend {
        text: Some(Some("Sebastian has joined".into())),
        ..SystemMessageToSend::new(system_message_to_send::Type::SystemMessage)
    };
    let joined = MessageToSend::SystemMessage(Box::new(joined));
    let sent = send_messages(at, app, ORDER, vec![hello("sebastian"), joined], None, None).await?;
    let greeting = &sent[0].id;

    // Reads the pages of 25 users.
    let others = (1..=23).map(|n| (format!("user_{n:02}"), named(&format!("User {n:02}"))));
    put_users(at, app, others.collect(), None, None).await?;
    let mut walked = HashSet::new();
    let mut last: Option<String> = None;
    loop {
        let page = list_users(at, app, None, None, Some(10), last.as_deref(), None).await?.data;
        last = page.last().map(|user| user.id.clone());
        let full = page.len() == 10;
        walked.extend(page.into_iter().map(|user| user.id));
        if !full {
            break;
        }
    }
    assert_eq!(walked.len(), 25);

    // Errors are typed: a 404, and a 400 with the places of its faults.
    let missing = get_user(at, app, "nobody", None, None).await;
    let Err(ResponseError(response)) = missing else { panic!("the call is refused") };
    assert_eq!(response.status, 404);
    // All problems look alike to the generated enumeration, which takes the first that fits.
    let Some(GetUserError::Status401(problem) | GetUserError::Status404(problem)) = response.entity
    else {
        panic!("the body is a problem")
    };
    assert_eq!(problem.r#type, "urn:parley:problem:not-found");

    let refused = send_messages(at, app, ORDER, vec![hello("nobody")], None, None).await;
    let Err(ResponseError(response)) = refused else { panic!("the call is refused") };
    let Some(SendMessagesError::Status400(problem)) = response.entity else {
        panic!("the body is a problem with its faults")
    };
    assert!(problem.errors.keys().eq(["#/0/sender"]));

    // An edit.
    let text = "Hello Alice, your boots are *on their way*!";
    let patch = MessagePatch { text: Some(text.into()), ..MessagePatch::default() };
    edit_message(at, app, ORDER, greeting, patch, None, None).await?;
    let edited = get_message(at, app, ORDER, greeting, None, None).await?;
    assert_eq!(edited.text.as_deref(), Some(text));
    assert!(edited.edited_at.is_some());

    // A filtered list. Its conversation notifies Alice of every message.
    let boots = ConversationPatch {
        subject: Some(Some("Rubber boots".into())),
        ..ConversationPatch::default()
    };
    put_conversation(at, app, "boots_454545", None, None, Some(boots)).await?;
    let shoes = r#"{"custom":{"category":["==","shoes"]}}"#;
    let found = list_conversations(
        at, app, None, None, None, None, None, None, None, None, None, Some(shoes),
    )
    .await?
    .data;
    assert!(found.iter().map(|conversation| &conversation.id).eq([ORDER]));
    assert_eq!(*found[0].participants["alice"].notify, Notify::Boolean(true));

    // Alice is notified only of mentions.
    let mentions = ParticipantPatch {
        notify: Some(Box::new(Notify::String("MentionsOnly".into()))),
        ..ParticipantPatch::default()
    };
    update_participant(at, app, ORDER, "alice", mentions, None, None).await?;
    let all = get_conversation(at, app, ORDER, None, None).await?.participants;
    assert_eq!(*all["alice"].notify, Notify::String("MentionsOnly".into()));
    assert_eq!(*all["sebastian"].notify, Notify::Boolean(true));
    Ok(())
}

fn named(name: &str) -> UserPatch {
    UserPatch { name: Some(name.into()), ..UserPatch::default() }
}

fn hello(sender: &str) -> MessageToSend {
    let kind = user_message_to_send::Type::UserMessage;
    let message = UserMessageToSend {
        text: Some(Some("Hello Alice!".into())),
        ..UserMessageToSend::new(kind, sender.into())
    };
    MessageToSend::UserMessage(Box::new(message))
}
