import os

import requests

api = "http://127.0.0.1:8080/v1/demo"
session = requests.Session()
session.headers["Authorization"] = "Bearer " + os.environ["KEY"]

# 1. Create users
response = session.put(
    api + "/users",
    json={
        "rita": {
            "name": "Rita",
            "email": ["rita@example.com"],
            "phone": ["+15551234567"],
            "photoUrl": "https://example.com/rita.jpg",
            "custom": {"city": "Bergen"},
        },
        "selim": {"name": "Selim"},
    },
)
response.raise_for_status()
print(response.json())

# 2. Create conversation
response = session.put(
    api + "/conversations/order_714",
    json={"participants": ["rita", "selim"], "subject": "Order 714"},
)
response.raise_for_status()
print(response.json())

# 3. Send message
response = session.post(
    api + "/conversations/order_714/messages",
    json=[
        {
            "type": "UserMessage",
            "sender": "rita",
            "text": "Call me: +15551234567",
        },
    ],
)
response.raise_for_status()
message_id = response.json()[0]["id"]
print(response.json())

# 4. Find conversations
response = session.get(api + "/users/rita/conversations")
response.raise_for_status()
conversation_id = response.json()["data"][0]["id"]
print(response.json())

# 5. Find messages
response = session.get(api + f"/conversations/{conversation_id}/messages")
response.raise_for_status()
found_message_id = response.json()["data"][0]["id"]
print(response.json())

# 6. Redact message
response = session.put(
    api + f"/conversations/{conversation_id}/messages/{found_message_id}",
    json={"text": "[removed]"},
)
response.raise_for_status()
print(response.json())

# 7. Clear profile
response = session.put(
    api + "/users/rita",
    json={
        "name": "Former user",
        "email": None,
        "phone": None,
        "photoUrl": None,
        "welcomeMessage": None,
        "availabilityText": None,
        "locale": None,
        "role": None,
        "custom": None,
        "pushTokens": None,
    },
)
response.raise_for_status()
print(response.json())

# 8. Profile is clear
response = session.get(api + "/users/rita")
response.raise_for_status()
print(response.json())

# 9. Message is clear
response = session.get(api + f"/conversations/order_714/messages/{message_id}")
response.raise_for_status()
print(response.json())
