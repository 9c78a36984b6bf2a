API=http://127.0.0.1:8080/v1/demo
: "${KEY:?is not set}"

# 1. Create users
curl -X PUT "$API/users" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"rita":{"name":"Rita","email":["rita@example.com"],"phone":["+15551234567"],"photoUrl":"https://example.com/rita.jpg","custom":{"city":"Bergen"}},"selim":{"name":"Selim"}}'

# 2. Create conversation
curl -X PUT "$API/conversations/order_714" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"participants":["rita","selim"],"subject":"Order 714"}'

# 3. Send message
MESSAGE_ID=$(curl -s -X POST "$API/conversations/order_714/messages" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '[{"type":"UserMessage","sender":"rita","text":"Call me: +15551234567"}]' | jq -r '.[0].id')
echo "$MESSAGE_ID"

# 4. Find conversations
CONVERSATION_ID=$(curl -s "$API/users/rita/conversations" \
  -H "Authorization: Bearer $KEY" | jq -r '.data[0].id')
echo "$CONVERSATION_ID"

# 5. Find messages
FOUND_MESSAGE_ID=$(curl -s "$API/conversations/$CONVERSATION_ID/messages" \
  -H "Authorization: Bearer $KEY" | jq -r '.data[0].id')
echo "$FOUND_MESSAGE_ID"

# 6. Redact message
curl -X PUT "$API/conversations/$CONVERSATION_ID/messages/$FOUND_MESSAGE_ID" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"text":"[removed]"}'

# 7. Clear profile
curl -X PUT "$API/users/rita" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"name":"Former user","email":null,"phone":null,"photoUrl":null,"welcomeMessage":null,"availabilityText":null,"locale":null,"role":null,"custom":null,"pushTokens":null}'

# 8. Profile is clear
curl "$API/users/rita" \
  -H "Authorization: Bearer $KEY"

# 9. Message is clear
curl "$API/conversations/order_714/messages/$MESSAGE_ID" \
  -H "Authorization: Bearer $KEY"
