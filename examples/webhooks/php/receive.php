<?php

require __DIR__ . '/vendor/autoload.php';

use StandardWebhooks\Exception\WebhookVerificationException;
use StandardWebhooks\Webhook;

$webhook = new Webhook(getenv('WEBHOOK_SECRET'));
$body = file_get_contents('php://input');
try {
    $event = $webhook->verify($body, array_change_key_case(getallheaders()));
    // Deliveries can repeat: skip those whose id is in your database already.
    file_put_contents('php://stdout', "{$event['type']} {$event['id']}\n");
    http_response_code(204);
} catch (WebhookVerificationException $error) {
    file_put_contents('php://stdout', "refused: {$error->getMessage()}\n");
    http_response_code(400);
}
