API=http://127.0.0.1:8080/v1/demo
: "${KEY:?is not set}"

# 1. Create users
curl -X PUT "$API/users" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"ingrid":{"name":"Ingrid","email":["ingrid@example.com"],"role":"buyer"},"omar":{"name":"Omar","role":"seller","custom":{"shop":"Boots & Co."}}}'

# 2. Refuse batch
curl -X PUT "$API/users" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"ingrid":{"name":"Ingrid Larsen"},"wanda":{"role":"buyer"},"omar":{"email":[12]}}'

# 3. Nothing changed
curl "$API/users/ingrid" \
  -H "Authorization: Bearer $KEY"

# 4. Correct batch
curl -X PUT "$API/users" \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{"ingrid":{"name":"Ingrid Larsen"},"wanda":{"name":"Wanda","role":"buyer"},"omar":{"email":["omar@example.com"]}}'

# 5. Everything changed
curl "$API/users/omar" \
  -H "Authorization: Bearer $KEY"
