API=http://127.0.0.1:8080/v1/demo
: "${KEY:?is not set}"

# 1. Create users
curl -X PUT "$API/users" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"alice":{"name":"Alice"},"sebastian":{"name":"Sebastian"}}'

# 2. Create conversation
curl -X PUT "$API/conversations/order_391_fc" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"participants":["alice","sebastian"],"subject":"Black leather boots"}'

# 3. Send message
MESSAGE_ID=$(curl -s -X POST "$API/conversations/order_391_fc/messages" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '[{"type":"UserMessage","sender":"sebastian","text":"Hello Alice!","idempotencyKey":"order_391_fc-welcome"}]' | jq -r '.[0].id')
echo "$MESSAGE_ID"

# 4. Read message
curl "$API/conversations/order_391_fc/messages/$MESSAGE_ID" \
  -H "Authorization: Bearer $KEY"
