API=http://127.0.0.1:8080/v1/demo
: "${KEY:?is not set}"

# 1. Create users
curl -X PUT "$API/users" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"petra":{"name":"Petra"},"quentin":{"name":"Quentin"}}'

# 2. Create conversation
curl -X PUT "$API/conversations/order_613" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"participants":["petra","quentin"],"subject":"Order 613"}'

# 3. Upload
TOKEN=$(curl -s "$API/files" \
  -H "Authorization: Bearer $KEY" \
  -F file=@receipt.txt | jq -r '.attachmentToken')
echo "$TOKEN"

# 4. Send file
MESSAGE_ID=$(curl -s -X POST "$API/conversations/order_613/messages" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '[{"type":"UserMessage","sender":"petra","text":"Here is the receipt.","attachmentToken":"'"$TOKEN"'"}]' | jq -r '.[0].id')
echo "$MESSAGE_ID"

# 5. Read message
curl "$API/conversations/order_613/messages/$MESSAGE_ID" \
  -H "Authorization: Bearer $KEY"
