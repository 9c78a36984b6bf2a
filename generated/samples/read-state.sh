API=http://127.0.0.1:8080/v1/demo
: "${KEY:?is not set}"

# 1. Create users
curl -X PUT "$API/users" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"nina":{"name":"Nina"},"oscar":{"name":"Oscar"}}'

# 2. Create conversation
curl -X PUT "$API/conversations/order_512" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"participants":["nina","oscar"],"subject":"Order 512"}'

# 3. Send message
MESSAGE_ID=$(curl -s -X POST "$API/conversations/order_512/messages" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '[{"type":"UserMessage","sender":"oscar","text":"Your order has been shipped."}]' | jq -r '.[0].id')
echo "$MESSAGE_ID"

# 4. Unread
curl "$API/users/nina/conversations" \
  -H "Authorization: Bearer $KEY"

# 5. Mark read
curl -X PATCH "$API/users/nina/conversations/order_512" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"isUnread":false}'

# 6. Read
curl "$API/users/nina/conversations" \
  -H "Authorization: Bearer $KEY"

# 7. Read by
curl "$API/conversations/order_512/messages/$MESSAGE_ID" \
  -H "Authorization: Bearer $KEY"

# 8. Mark unread
curl -X PATCH "$API/users/nina/conversations/order_512" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"isUnread":true}'

# 9. Flagged
curl "$API/users/nina/conversations" \
  -H "Authorization: Bearer $KEY"
