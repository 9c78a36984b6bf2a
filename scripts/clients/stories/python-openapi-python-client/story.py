"""The story, run against a real server with the client that openapi-python-client generates."""

import json
import os

from client import AuthenticatedClient
from client.api.conversations import get_conversation, list_conversations, put_conversation
from client.api.messages import edit_message, get_message, send_messages
from client.api.participants import update_participant
from client.api.users import get_user, list_users, put_users
from client.models import (
    ConversationPatch,
    MessagePatch,
    SystemMessageToSend,
    UserMessageToSend,
    ParticipantPatch,
    Problem,
    UserPatches,
    ValidationProblem,
)

app = os.environ["PARLEY_APP"]
client = AuthenticatedClient(base_url=os.environ["PARLEY_URL"], token=os.environ["PARLEY_KEY"])


# Three calls: two users, a conversation and its first messages.
put_users.sync(
    app,
    client=client,
    body=UserPatches.from_dict(
        {
            "alice": {"name": "Alice", "email": ["alice@example.com"]},
            "sebastian": {"name": "Sebastian"},
        }
    ),
)
put_conversation.sync(
    app,
    "order_391_fc",
    client=client,
    body=ConversationPatch.from_dict(
        {
            "participants": ["alice", "sebastian"],
            "subject": "Black leather boots",
            "custom": {"category": "shoes"},
        }
    ),
)
sent = send_messages.sync(
    app,
    "order_391_fc",
    client=client,
    body=[
        UserMessageToSend(type_="UserMessage", sender="sebastian", text="Hello Alice!"),
        SystemMessageToSend(type_="SystemMessage", text="Sebastian has joined"),
    ],
)
greeting, joined = [message.id for message in sent]

# Reads the pages of 25 users.
numbers = [f"{number:02}" for number in range(1, 24)]
others = {f"user_{number}": {"name": f"User {number}"} for number in numbers}
put_users.sync(app, client=client, body=UserPatches.from_dict(others))
page = list_users.sync(app, client=client, limit=10).data
walked = [user.id for user in page]
while len(page) == 10:
    page = list_users.sync(app, client=client, limit=10, starting_after=walked[-1]).data
    walked += [user.id for user in page]
assert len(set(walked)) == 25, walked

# Errors are typed: a 404, and a 400 with the places of its faults.
missing = get_user.sync(app, "nobody", client=client)
assert isinstance(missing, Problem) and missing.status == 404
assert missing.type_ == "urn:parley:problem:not-found"

refused = send_messages.sync(
    app,
    "order_391_fc",
    client=client,
    body=[UserMessageToSend(type_="UserMessage", sender="nobody", text="Hello Alice!")],
)
assert isinstance(refused, ValidationProblem) and refused.status == 400
assert refused.errors.additional_keys == ["#/0/sender"]

# An edit.
text = "Hello Alice, your boots are *on their way*!"
edit_message.sync(app, "order_391_fc", greeting, client=client, body=MessagePatch(text=text))
edited = get_message.sync(app, "order_391_fc", greeting, client=client)
assert edited.text == text and edited.edited_at is not None

# A filtered list. Its conversation notifies Alice of every message.
put_conversation.sync(
    app, "boots_454545", client=client, body=ConversationPatch(subject="Rubber boots")
)
shoes = json.dumps({"custom": {"category": ["==", "shoes"]}}, separators=(",", ":"))
found = list_conversations.sync(app, client=client, filter_=shoes).data
assert [conversation.id for conversation in found] == ["order_391_fc"]
assert found[0].participants["alice"].notify is True

# Alice is notified only of mentions.
update_participant.sync(
    app, "order_391_fc", "alice", client=client, body=ParticipantPatch(notify="MentionsOnly")
)
participants = get_conversation.sync(app, "order_391_fc", client=client).participants
assert participants["alice"].notify == "MentionsOnly"
assert participants["sebastian"].notify is True
