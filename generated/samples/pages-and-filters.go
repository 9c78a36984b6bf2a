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

// value returns the text at these keys and indexes of a JSON value.
func value(body any, keys ...any) string {
	for _, key := range keys {
		switch key := key.(type) {
		case string:
			body = body.(map[string]any)[key]
		case int:
			body = body.([]any)[key]
		}
	}
	return body.(string)
}

func main() {
	// 1. Create user
	status, createUser := call("PUT", "/users/frida", `{"name": "Frida"}`)
	fmt.Println(status, createUser)

	// 2. Create boots
	status, createBoots := call("PUT", "/conversations/winter_boots", `{
		"participants": [
			"frida"
		],
		"subject": "Boots",
		"custom": {
			"season": "winter"
		}
	}`)
	fmt.Println(status, createBoots)

	// 3. Create scarf
	status, createScarf := call("PUT", "/conversations/winter_scarf", `{
		"participants": [
			"frida"
		],
		"subject": "Scarf",
		"custom": {
			"season": "winter"
		}
	}`)
	fmt.Println(status, createScarf)

	// 4. Create gloves
	status, createGloves := call("PUT", "/conversations/winter_gloves", `{
		"participants": [
			"frida"
		],
		"subject": "Gloves",
		"custom": {
			"season": "winter"
		}
	}`)
	fmt.Println(status, createGloves)

	// 5. First page
	status, firstPage := call("GET", "/conversations?"+url.Values{
		"filter":         {`{"custom":{"season":["==","winter"]}}`},
		"orderBy":        {`createdAt`},
		"orderDirection": {`ASC`},
		"limit":          {`2`},
	}.Encode(), "")
	fmt.Println(status, firstPage)
	last := value(firstPage, "data", 1, "id")

	// 6. Second page
	status, secondPage := call("GET", "/conversations?"+url.Values{
		"filter":         {`{"custom":{"season":["==","winter"]}}`},
		"orderBy":        {`createdAt`},
		"orderDirection": {`ASC`},
		"limit":          {`2`},
		"startingAfter":  {last},
	}.Encode(), "")
	fmt.Println(status, secondPage)

	// 7. Send message
	status, sendMessage := call("POST", "/conversations/winter_scarf/messages", `[
		{
			"type": "UserMessage",
			"sender": "frida",
			"text": "Is it wool?"
		}
	]`)
	fmt.Println(status, sendMessage)

	// 8. Without messages
	status, withoutMessages := call("GET", "/conversations?"+url.Values{
		"filter": {`{"custom":{"season":["==","winter"]},"hasMessages":false}`},
	}.Encode(), "")
	fmt.Println(status, withoutMessages)
}
