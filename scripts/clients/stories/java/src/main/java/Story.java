import client.ApiClient;
import client.ApiException;
import client.api.ConversationsApi;
import client.api.ConversationsApi.APIGetConversationRequest;
import client.api.ConversationsApi.APIListConversationsRequest;
import client.api.ConversationsApi.APIPutConversationRequest;
import client.api.MessagesApi;
import client.api.MessagesApi.APIEditMessageRequest;
import client.api.MessagesApi.APIGetMessageRequest;
import client.api.MessagesApi.APISendMessagesRequest;
import client.api.ParticipantsApi;
import client.api.ParticipantsApi.APIUpdateParticipantRequest;
import client.api.UsersApi;
import client.api.UsersApi.APIGetUserRequest;
import client.api.UsersApi.APIListUsersRequest;
import client.api.UsersApi.APIPutUsersRequest;
import client.model.ConversationPatch;
import client.model.MessagePatch;
import client.model.MessageToSend;
import client.model.ParticipantPatch;
import client.model.Problem;
import client.model.SentMessage;
import client.model.SystemMessageToSend;
import client.model.User;
import client.model.UserMessageToSend;
import client.model.UserPatch;
import client.model.ValidationProblem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The story, run against a real server with the client that openapi-generator generates. */
public class Story {
  private static final String app = System.getenv("PARLEY_APP");
  private static final String order = "order_391_fc";

  private final ApiClient client = new ApiClient();
  private final UsersApi users;
  private final ConversationsApi conversations;
  private final ParticipantsApi participants;
  private final MessagesApi messages;

  private Story() {
    client.updateBaseUri(System.getenv("PARLEY_URL"));
    String authorization = "Bearer " + System.getenv("PARLEY_KEY");
    client.setRequestInterceptor(request -> request.header("Authorization", authorization));
    users = new UsersApi(client);
    conversations = new ConversationsApi(client);
    participants = new ParticipantsApi(client);
    messages = new MessagesApi(client);
  }

  public static void main(String[] arguments) throws Exception {
    Story story = new Story();
    String greeting = story.threeCalls();
    story.walkPages();
    story.typedErrors();
    story.edit(greeting);
    story.filteredList();
    story.notifications();
  }

  /** Puts two users and a conversation, sends its first messages, and returns the id of the first. */
  private String threeCalls() throws ApiException {
    putUsers(
        Map.of(
            "alice", new UserPatch().name("Alice").email(List.of("alice@example.com")),
            "sebastian", new UserPatch().name("Sebastian")));
    putConversation(
        order,
        new ConversationPatch()
            .participants(List.of("alice", "sebastian"))
            .subject("Black leather boots")
            .custom(Map.of("category", "shoes")));
    SystemMessageToSend joined =
        new SystemMessageToSend()
            .type(SystemMessageToSend.TypeEnum.SYSTEM_MESSAGE)
            .text("Sebastian has joined");
    return send(hello("sebastian"), new MessageToSend(joined)).get(0).getId();
  }

  /** Reads 25 users, ten at a time. */
  private void walkPages() throws ApiException {
    putUsers(
        IntStream.rangeClosed(1, 23)
            .mapToObj(number -> String.format("%02d", number))
            .collect(Collectors.toMap(n -> "user_" + n, n -> new UserPatch().name("User " + n))));
    Set<String> walked = new HashSet<>();
    APIListUsersRequest.Builder request = APIListUsersRequest.newBuilder().appId(app).limit(10);
    List<User> page;
    do {
      page = users.listUsers(request.build()).getData();
      for (User user : page) {
        walked.add(user.getId());
        request.startingAfter(user.getId());
      }
    } while (page.size() == 10);
    check(walked.size() == 25, "25 users are walked");
  }

  /** Meets a 404, and a 400 that says where its faults are. */
  private void typedErrors() throws Exception {
    APIGetUserRequest nobody = APIGetUserRequest.newBuilder().appId(app).userId("nobody").build();
    Problem missing = refused(404, Problem.class, () -> users.getUser(nobody));
    check(missing.getType().toString().equals("urn:parley:problem:not-found"), "a 404 is a problem");

    ValidationProblem invalid =
        refused(400, ValidationProblem.class, () -> send(hello("nobody")));
    check(invalid.getErrors().keySet().equals(Set.of("#/0/sender")), "a 400 says where");
  }

  private void edit(String message) throws ApiException {
    String text = "Hello Alice, your boots are *on their way*!";
    messages.editMessage(
        APIEditMessageRequest.newBuilder()
            .appId(app)
            .conversationId(order)
            .messageId(message)
            .messagePatch(new MessagePatch().text(text))
            .build());
    var edited =
        messages.getMessage(
            APIGetMessageRequest.newBuilder()
                .appId(app)
                .conversationId(order)
                .messageId(message)
                .build());
    check(text.equals(edited.getText()), "the text is edited");
    check(edited.getEditedAt() != null, "and when, is known");
  }

  /** Finds one of two conversations. It notifies Alice of every message. */
  private void filteredList() throws ApiException {
    putConversation("boots_454545", new ConversationPatch().subject("Rubber boots"));
    var found =
        conversations
            .listConversations(
                APIListConversationsRequest.newBuilder()
                    .appId(app)
                    .filter("{\"custom\":{\"category\":[\"==\",\"shoes\"]}}")
                    .build())
            .getData();
    check(found.size() == 1 && found.get(0).getId().equals(order), "the order is found");
    Object notify = found.get(0).getParticipants().get("alice").getNotify();
    check(notify.equals(true), "it notifies Alice of every message");
  }

  /** Has Alice hear of mentions only. */
  private void notifications() throws ApiException {
    participants.updateParticipant(
        APIUpdateParticipantRequest.newBuilder()
            .appId(app)
            .conversationId(order)
            .userId("alice")
            .participantPatch(new ParticipantPatch().notify("MentionsOnly"))
            .build());
    var all =
        conversations
            .getConversation(
                APIGetConversationRequest.newBuilder().appId(app).conversationId(order).build())
            .getParticipants();
    check(all.get("alice").getNotify().equals("MentionsOnly"), "Alice's");
    check(all.get("sebastian").getNotify().equals(true), "Sebastian's");
  }

  private void putUsers(Map<String, UserPatch> patches) throws ApiException {
    users.putUsers(APIPutUsersRequest.newBuilder().appId(app).requestBody(patches).build());
  }

  private void putConversation(String id, ConversationPatch patch) throws ApiException {
    conversations.putConversation(
        APIPutConversationRequest.newBuilder()
            .appId(app)
            .conversationId(id)
            .conversationPatch(patch)
            .build());
  }

  private static MessageToSend hello(String sender) {
    return new MessageToSend(
        new UserMessageToSend()
            .type(UserMessageToSend.TypeEnum.USER_MESSAGE)
            .sender(sender)
            .text("Hello Alice!"));
  }

  private List<SentMessage> send(MessageToSend... all) throws ApiException {
    return messages.sendMessages(
        APISendMessagesRequest.newBuilder()
            .appId(app)
            .conversationId(order)
            .messageToSend(List.of(all))
            .build());
  }

  private interface Call {
    Object make() throws ApiException;
  }

  /** The body of the error that the call gets. */
  private <T> T refused(int status, Class<T> type, Call call) throws Exception {
    try {
      call.make();
    } catch (ApiException error) {
      check(error.getCode() == status, "the status is " + status);
      return client.getObjectMapper().readValue(error.getResponseBody(), type);
    }
    throw new IllegalStateException("the call is refused");
  }

  private static void check(boolean holds, String what) {
    if (!holds) throw new IllegalStateException("this does not hold: " + what);
  }
}
