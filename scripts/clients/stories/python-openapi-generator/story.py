"""The story, run against a real server with the client that openapi-generator generates."""

import json
import os

from client import (
    ApiClient,
    Configuration,
    ConversationPatch,
    ConversationsApi,
    MessagePatch,
    MessagesApi,
    MessageToSend,
    Notify,
    ParticipantPatch,
    ParticipantsApi,
    SystemMessageToSend,
    UserMessageToSend,
    UserPatch,
    UsersApi,
)
from client.exceptions import BadRequestException, NotFoundException

app = os.environ["PARLEY_APP"]
order = "order_391_fc"
api = ApiClient(
    Configuration(host=os.environ["PARLEY_URL"], access_token=os.environ["PARLEY_KEY"])
)
users, conversations = UsersApi(api), ConversationsApi(api)
participants, messages = ParticipantsApi(api), MessagesApi(api)


def hello(sender: str) -> MessageToSend:
    return MessageToSend(UserMessageToSend(type="UserMessage", sender=sender, text="Hello Alice!"))


# Three calls: two users, a conversation and its first messages.
users.put_users(
    app,
    {
        "alice": UserPatch(name="Alice", email=["alice@example.com"]),
        "sebastian": UserPatch(name="Sebastian"),
    },
)
conversations.put_conversation(
    app,
    order,
    conversation_patch=ConversationPatch(
        participants=["alice", "sebastian"],
        subject="Black leather boots",
        custom={"category": "shoes"},
    ),
)
joined = MessageToSend(SystemMessageToSend(type="SystemMessage", text="Sebastian has joined"))
greeting, _ = messages.send_messages(app, order, [hello("sebastian"), joined])

# Reads the pages of 25 users.
numbers = [f"{number:02}" for number in range(1, 24)]
users.put_users(app, {f"user_{number}": UserPatch(name=f"User {number}") for number in numbers})
page = users.list_users(app, limit=10).data
walked = [user.id for user in page]
while len(page) == 10:
    page = users.list_users(app, limit=10, starting_after=walked[-1]).data
    walked += [user.id for user in page]
assert len(set(walked)) == 25, walked

# Errors are typed: a 404, and a 400 with the places of its faults.
try:
    users.get_user(app, "nobody")
    raise AssertionError("a user who does not exist was found")
except NotFoundException as missing:
    assert missing.data.type == "urn:parley:problem:not-found"

try:
    messages.send_messages(app, order, [hello("nobody")])
    raise AssertionError("a stranger sent a message")
except BadRequestException as refused:
    assert list(refused.data.errors) == ["#/0/sender"]

# An edit.
text = "Hello Alice, your boots are *on their way*!"
messages.edit_message(app, order, greeting.id, MessagePatch(text=text))
edited = messages.get_message(app, order, greeting.id)
assert edited.text == text and edited.edited_at is not None

# A filtered list. Its conversation notifies Alice of every message.
conversations.put_conversation(
    app, "boots_454545", conversation_patch=ConversationPatch(subject="Rubber boots")
)
shoes = json.dumps({"custom": {"category": ["==", "shoes"]}}, separators=(",", ":"))
found = conversations.list_conversations(app, filter=shoes).data
assert [conversation.id for conversation in found] == [order]
assert found[0].participants["alice"].notify.actual_instance is True

# Alice is notified only of mentions.
participants.update_participant(
    app, order, "alice", ParticipantPatch(notify=Notify("MentionsOnly"))
)
notifies = conversations.get_conversation(app, order).participants
assert notifies["alice"].notify.actual_instance == "MentionsOnly"
assert notifies["sebastian"].notify.actual_instance is True
