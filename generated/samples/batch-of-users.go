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
	// 1. Create users
	status, createUsers := call("PUT", "/users", `{
		"ingrid": {
			"name": "Ingrid",
			"email": [
				"ingrid@example.com"
			],
			"role": "buyer"
		},
		"omar": {
			"name": "Omar",
			"role": "seller",
			"custom": {
				"shop": "Boots & Co."
			}
		}
	}`)
	fmt.Println(status, createUsers)

	// 2. Refuse batch
	status, refuseBatch := call("PUT", "/users", `{
		"ingrid": {
			"name": "Ingrid Larsen"
		},
		"wanda": {
			"role": "buyer"
		},
		"omar": {
			"email": [
				12
			]
		}
	}`)
	fmt.Println(status, refuseBatch)

	// 3. Nothing changed
	status, nothingChanged := call("GET", "/users/ingrid", "")
	fmt.Println(status, nothingChanged)

	// 4. Correct batch
	status, correctBatch := call("PUT", "/users", `{
		"ingrid": {
			"name": "Ingrid Larsen"
		},
		"wanda": {
			"name": "Wanda",
			"role": "buyer"
		},
		"omar": {
			"email": [
				"omar@example.com"
			]
		}
	}`)
	fmt.Println(status, correctBatch)

	// 5. Everything changed
	status, everythingChanged := call("GET", "/users/omar", "")
	fmt.Println(status, everythingChanged)
}
