<?php

/** The story, run against a real server with the client that openapi-generator generates. */

declare(strict_types=1);

use Parley\Api\ConversationsApi;
use Parley\Api\MessagesApi;
use Parley\Api\ParticipantsApi;
use Parley\Api\UsersApi;
use Parley\ApiException;
use Parley\Configuration;
use Parley\Model\ConversationPatch;
use Parley\Model\MessagePatch;
use Parley\Model\ParticipantPatch;
use Parley\Model\Problem;
use Parley\Model\SystemMessageToSend;
use Parley\Model\UserMessageToSend;
use Parley\Model\UserPatch;
use Parley\Model\ValidationProblem;

// A project with Composer requires vendor/autoload.php here.
require 'GuzzleHttp/autoload.php';
require 'GuzzleHttp/Psr7/autoload.php';
spl_autoload_register(function (string $class): void {
    $file = __DIR__ . '/client/lib/' . str_replace('\\', '/', substr($class, strlen('Parley\\'))) . '.php';
    if (str_starts_with($class, 'Parley\\') && is_file($file)) {
        require $file;
    }
});

function check(bool $holds, string $what): void
{
    if (!$holds) {
        throw new LogicException("This does not hold: $what");
    }
}

/** What the body of the call's error was read into. */
function refused(callable $call): mixed
{
    try {
        $call();
    } catch (ApiException $error) {
        return $error->getResponseObject();
    }
    throw new LogicException('The call was not refused.');
}

function hello(string $sender): UserMessageToSend
{
    return new UserMessageToSend(['type' => 'UserMessage', 'sender' => $sender, 'text' => 'Hello Alice!']);
}

$app = getenv('PARLEY_APP');
$order = 'order_391_fc';
$configuration = (new Configuration())->setHost(getenv('PARLEY_URL'))->setAccessToken(getenv('PARLEY_KEY'));
$users = new UsersApi(config: $configuration);
$conversations = new ConversationsApi(config: $configuration);
$participants = new ParticipantsApi(config: $configuration);
$messages = new MessagesApi(config: $configuration);

// Three calls: two users, a conversation and its first messages.
$users->putUsers($app, [
    'alice' => new UserPatch(['name' => 'Alice', 'email' => ['alice@example.com']]),
    'sebastian' => new UserPatch(['name' => 'Sebastian']),
]);
$conversations->putConversation($app, $order, conversation_patch: new ConversationPatch([
    'participants' => ['alice', 'sebastian'],
    'subject' => 'Black leather boots',
    'custom' => ['category' => 'shoes'],
]));
[$greeting] = $messages->sendMessages($app, $order, [
    hello('sebastian'),
    new SystemMessageToSend(['type' => 'SystemMessage', 'text' => 'Sebastian has joined']),
]);

// Reads the pages of 25 users.
$others = [];
foreach (range(1, 23) as $number) {
    $others[sprintf('user_%02d', $number)] = new UserPatch(['name' => sprintf('User %02d', $number)]);
}
$users->putUsers($app, $others);
$walked = [];
do {
    $page = $users->listUsers($app, limit: 10, starting_after: end($walked) ?: null)->getData();
    $walked = [...$walked, ...array_map(fn ($user) => $user->getId(), $page)];
} while (count($page) === 10);
check(count(array_unique($walked)) === 25, '25 users are walked');

// Errors are typed: a 404, and a 400 with the places of its faults.
$missing = refused(fn () => $users->getUser($app, 'nobody'));
check($missing instanceof Problem, 'a 404 is a problem');
check($missing->getType() === 'urn:parley:problem:not-found', 'its type says which');

$invalid = refused(fn () => $messages->sendMessages($app, $order, [hello('nobody')]));
check($invalid instanceof ValidationProblem, 'a 400 is a problem');
check(array_keys($invalid->getErrors()) === ['#/0/sender'], 'it says where its fault is');

// An edit.
$text = 'Hello Alice, your boots are *on their way*!';
$messages->editMessage($app, $order, $greeting->getId(), new MessagePatch(['text' => $text]));
$edited = $messages->getMessage($app, $order, $greeting->getId());
check($edited->getText() === $text, 'the text is edited');
check($edited->getEditedAt() !== null, 'and when, is known');

// A filtered list. Its conversation notifies Alice of every message.
$boots = new ConversationPatch(['subject' => 'Rubber boots']);
$conversations->putConversation($app, 'boots_454545', conversation_patch: $boots);
$shoes = json_encode(['custom' => ['category' => ['==', 'shoes']]]);
$found = $conversations->listConversations($app, filter: $shoes)->getData();
check(array_map(fn ($conversation) => $conversation->getId(), $found) === [$order], 'the order is found');
check($found[0]->getParticipants()['alice']->getNotify() === true, 'it notifies Alice of every message');

// Alice is notified only of mentions.
$mentions = new ParticipantPatch(['notify' => 'MentionsOnly']);
$participants->updateParticipant($app, $order, 'alice', $mentions);
$all = $conversations->getConversation($app, $order)->getParticipants();
check($all['alice']->getNotify() === 'MentionsOnly', 'Alice hears of mentions only');
check($all['sebastian']->getNotify() === true, 'Sebastian hears of every message');
