package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
	"time"
)

const api = "http://127.0.0.1:8080/v1/demo"

// call sends a request, and returns the status and the JSON of the response. Headers are names and values in turn.
func call(method, path, body string, headers ...string) (int, any) {
	request, err := http.NewRequest(method, api+path, strings.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
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
	// 1. Until too many
	for attempt := 0; attempt < 20; attempt++ {
		status, body := call("GET", "/realtime/users/uwe", "")
		if status == 429 {
			fmt.Println(status, body)
			break
		}
	}

	// 2. Again
	for attempt := 0; attempt < 5; attempt++ {
		status, body := call("GET", "/realtime/users/uwe", "")
		if status == 200 {
			fmt.Println(status, body)
			break
		}
		time.Sleep(1 * time.Second)
	}
}
