package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
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
	status, createUser := call("PUT", "/users/uwe", `{"name": "Uwe"}`)
	fmt.Println(status, createUser)

	// 2. Wrong key
	status, wrongKey := call("GET", "/users/uwe", "", "Authorization", "Bearer sk_not_a_key_of_this_app")
	fmt.Println(status, wrongKey)

	// 3. Not found
	status, notFound := call("GET", "/users/nobody", "")
	fmt.Println(status, notFound)

	// 4. Not valid
	status, notValid := call("PUT", "/users/uwe", `{"name": "", "emial": ["uwe@example.com"]}`)
	fmt.Println(status, notValid)

	// 5. Nothing changed
	status, nothingChanged := call("GET", "/users/uwe", "")
	fmt.Println(status, nothingChanged)
}
