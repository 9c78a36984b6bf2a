// The story, run against a real server with the client that oapi-codegen generates.
package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"

	"story/client"
)

var (
	ctx  = context.Background()
	app  = os.Getenv("PARLEY_APP")
	call *client.ClientWithResponses
)

func main() {
	var err error
	call, err = client.NewClientWithResponses(os.Getenv("PARLEY_URL"), client.WithRequestEditorFn(authorize))
	must(err)
	greeting := threeCalls()
	walkPages()
	typedErrors()
	edit(greeting)
	filteredList()
	notifications()
}

func authorize(_ context.Context, request *http.Request) error {
	request.Header.Set("Authorization", "Bearer "+os.Getenv("PARLEY_KEY"))
	return nil
}

// threeCalls puts two users and a conversation, sends its first messages, and returns the id of the first.
func threeCalls() client.MessageId {
	putUsers(client.UserPatches{
		"alice":     {Name: ptr("Alice"), Email: &[]string{"alice@example.com"}},
		"sebastian": {Name: ptr("Sebastian")},
	})
	putConversation("order_391_fc", client.ConversationPatch{
		Participants: &[]client.UserId{"alice", "sebastian"},
		Subject:      ptr("Black leather boots"),
		Custom:       &client.CustomPatch{"category": ptr("shoes")},
	})
	var joined client.MessageToSend
	must(joined.FromSystemMessageToSend(client.SystemMessageToSend{Text: ptr("Sebastian has joined")}))
	sent := send(hello("sebastian"), joined)
	check(sent.JSON200 != nil && len(*sent.JSON200) == 2, "two messages are sent")
	return (*sent.JSON200)[0].Id
}

// walkPages reads 25 users, ten at a time.
func walkPages() {
	others := client.UserPatches{}
	for number := 1; number <= 23; number++ {
		others[fmt.Sprintf("user_%02d", number)] = client.UserPatch{Name: ptr(fmt.Sprintf("User %02d", number))}
	}
	putUsers(others)

	walked := map[string]bool{}
	params := &client.ListUsersParams{Limit: ptr(10)}
	for {
		page, err := call.ListUsersWithResponse(ctx, app, params)
		must(err)
		check(page.JSON200 != nil, "a page of users")
		users := page.JSON200.Data
		for _, user := range users {
			walked[user.Id] = true
		}
		if len(users) < 10 {
			break
		}
		params.StartingAfter = &users[len(users)-1].Id
	}
	check(len(walked) == 25, "25 users are walked")
}

// typedErrors meets a 404, and a 400 that says where its faults are.
func typedErrors() {
	missing, err := call.GetUserWithResponse(ctx, app, "nobody", nil)
	must(err)
	check(missing.ApplicationproblemJSON404 != nil, "a 404 is a problem")
	check(missing.ApplicationproblemJSON404.Type == "urn:parley:problem:not-found", "its type")

	refused := send(hello("nobody"))
	check(refused.ApplicationproblemJSON400 != nil, "a 400 is a problem")
	check(len(refused.ApplicationproblemJSON400.Errors["#/0/sender"]) == 1, "it says where its fault is")
}

func edit(message client.MessageId) {
	text := "Hello Alice, your boots are *on their way*!"
	_, err := call.EditMessageWithResponse(ctx, app, "order_391_fc", message, nil, client.MessagePatch{Text: &text})
	must(err)
	edited, err := call.GetMessageWithResponse(ctx, app, "order_391_fc", message, nil)
	must(err)
	check(edited.JSON200 != nil && *edited.JSON200.Text == text, "the text is edited")
	check(edited.JSON200.EditedAt != nil, "and when, is known")
}

// filteredList finds one of two conversations. It notifies Alice of every message.
func filteredList() {
	putConversation("boots_454545", client.ConversationPatch{Subject: ptr("Rubber boots")})
	found, err := call.ListConversationsWithResponse(ctx, app, &client.ListConversationsParams{
		Filter: ptr(`{"custom":{"category":["==","shoes"]}}`),
	})
	must(err)
	check(found.JSON200 != nil && len(found.JSON200.Data) == 1, "one conversation is found")
	check(found.JSON200.Data[0].Id == "order_391_fc", "it is the order")
	every, err := found.JSON200.Data[0].Participants["alice"].Notify.AsNotify0()
	must(err)
	check(every, "it notifies Alice of every message")
}

// notifications has Alice hear of mentions only.
func notifications() {
	var notify client.Notify
	must(notify.FromNotify1(client.MentionsOnly))
	_, err := call.UpdateParticipantWithResponse(ctx, app, "order_391_fc", "alice", nil, client.ParticipantPatch{Notify: &notify})
	must(err)
	order, err := call.GetConversationWithResponse(ctx, app, "order_391_fc", nil)
	must(err)
	check(order.JSON200 != nil, "the conversation")
	mentions, err := order.JSON200.Participants["alice"].Notify.AsNotify1()
	must(err)
	check(mentions == client.MentionsOnly, "Alice hears of mentions only")
	every, err := order.JSON200.Participants["sebastian"].Notify.AsNotify0()
	must(err)
	check(every, "Sebastian hears of every message")
}

func putUsers(patches client.UserPatches) {
	response, err := call.PutUsersWithResponse(ctx, app, nil, patches)
	must(err)
	check(response.JSON200 != nil, "the users are put")
}

func putConversation(id client.ConversationId, patch client.ConversationPatch) {
	response, err := call.PutConversationWithResponse(ctx, app, id, nil, patch)
	must(err)
	check(response.JSON200 != nil, "the conversation is put")
}

func hello(sender string) (message client.MessageToSend) {
	must(message.FromUserMessageToSend(client.UserMessageToSend{Sender: sender, Text: ptr("Hello Alice!")}))
	return message
}

func send(messages ...client.MessageToSend) *client.SendMessagesResponse {
	response, err := call.SendMessagesWithResponse(ctx, app, "order_391_fc", nil, messages)
	must(err)
	return response
}

func ptr[T any](value T) *T { return &value }

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func check(holds bool, what string) {
	if !holds {
		log.Fatalf("this does not hold: %s", what)
	}
}
