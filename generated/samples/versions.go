package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"
)

const api = "http://127.0.0.1:8080/v1/demo"

// call sends a request, and returns the status and the JSON of the response. Headers are names and values in turn.
func call(method, path, body string, headers ...string) (int, any) {
	request, err := http.NewRequest(method, api+path, strings.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("KEY"))
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	var result any
	if err := json.NewDecoder(response.Body).Decode(&result); err != nil {
		log.Fatal(err)
	}
	return response.StatusCode, result
}

func main() {
	// 1. Create user
	status, createUser := call("PUT", "/users/tilda", `{"name": "Tilda"}`)
	fmt.Println(status, createUser)

	// 2. Create conversation
	status, createConversation := call("PUT", "/conversations/order_815", `{"participants": ["tilda"], "subject": "Order 815"}`)
	fmt.Println(status, createConversation)

	// 3. Newest unknown user
	status, newestUnknownUser := call("GET", "/users/nobody-yet/conversations", "", "Parley-Version", "2024-01-01")
	fmt.Println(status, newestUnknownUser)

	// 4. Older unknown user
	status, olderUnknownUser := call("GET", "/users/nobody-yet/conversations", "", "Parley-Version", "2021-07-30")
	fmt.Println(status, olderUnknownUser)

	// 5. Ordered list
	status, orderedList := call("GET", "/conversations?"+url.Values{
		"orderBy":        {`createdAt`},
		"orderDirection": {`DESC`},
		"limit":          {`1`},
	}.Encode(), "", "Parley-Version", "2021-02-09")
	fmt.Println(status, orderedList)

	// 6. First version
	status, firstVersion := call("GET", "/conversations?"+url.Values{
		"orderBy": {`createdAt`},
	}.Encode(), "", "Parley-Version", "2021-01-01")
	fmt.Println(status, firstVersion)

	// 7. Unknown version
	status, unknownVersion := call("GET", "/conversations", "", "Parley-Version", "2021-13-01")
	fmt.Println(status, unknownVersion)
}
