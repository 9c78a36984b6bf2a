API=http://127.0.0.1:8080/v1/demo
: "${KEY:?is not set}"

# 1. Create user
curl -X PUT "$API/users/frida" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"name":"Frida"}'

# 2. Create boots
curl -X PUT "$API/conversations/winter_boots" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"participants":["frida"],"subject":"Boots","custom":{"season":"winter"}}'

# 3. Create scarf
curl -X PUT "$API/conversations/winter_scarf" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"participants":["frida"],"subject":"Scarf","custom":{"season":"winter"}}'

# 4. Create gloves
curl -X PUT "$API/conversations/winter_gloves" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"participants":["frida"],"subject":"Gloves","custom":{"season":"winter"}}'

# 5. First page
LAST=$(curl -s "$API/conversations" \
  -H "Authorization: Bearer $KEY" \
  -G \
  --data-urlencode 'filter={"custom":{"season":["==","winter"]}}' \
  --data-urlencode 'orderBy=createdAt' \
  --data-urlencode 'orderDirection=ASC' \
  --data-urlencode 'limit=2' | jq -r '.data[1].id')
echo "$LAST"

# 6. Second page
curl "$API/conversations" \
  -H "Authorization: Bearer $KEY" \
  -G \
  --data-urlencode 'filter={"custom":{"season":["==","winter"]}}' \
  --data-urlencode 'orderBy=createdAt' \
  --data-urlencode 'orderDirection=ASC' \
  --data-urlencode 'limit=2' \
  --data-urlencode "startingAfter=$LAST"

# 7. Send message
curl -X POST "$API/conversations/winter_scarf/messages" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '[{"type":"UserMessage","sender":"frida","text":"Is it wool?"}]'

# 8. Without messages
curl "$API/conversations" \
  -H "Authorization: Bearer $KEY" \
  -G \
  --data-urlencode 'filter={"custom":{"season":["==","winter"]},"hasMessages":false}'
