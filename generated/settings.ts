// Made from spec/ by `npm run generate`. Do not edit.

/** A schema of the document, as far as a form needs it. */
export interface SettingSchema {
  type: 'string' | 'integer' | 'boolean' | 'array' | 'object'
  description: string
  /** Whether null sets the default. */
  nullable?: true
  enum?: string[]
  minimum?: number
  maximum?: number
  items?: { enum?: string[] }
  properties?: Record<string, SettingSchema>
}

/** The schema of the id of an app. */
export const appId = {
  "pattern": "^[!-.0-~¡-ᙿᚁ-῿‌‍‐-‧‰-⁞⁰-⿿、-􏿽]([!-.0-~¡-ᙿᚁ-῿‌‍‐-‧‰-⁞⁰-⿿、-􏿽 ]*[!-.0-~¡-ᙿᚁ-῿‌‍‐-‧‰-⁞⁰-⿿、-􏿽])?$",
  "maxLength": 255,
  "not": {
    "pattern": "^[.]{1,2}$|[﻿￹-�]"
  }
}

export type SettingName = 'defaultLocale' | 'apiVersion' | 'clientSideUserSync' | 'clientSideConversationSync' | 'roles' | 'maxParticipants' | 'maxTokenLifetime' | 'allowTokensWithoutExpiry' | 'allowSignatures' | 'allowedOrigins' | 'notificationDelay' | 'unknownFields'

/** The settings of an app. */
export const settings: Record<SettingName, SettingSchema> = {
  "defaultLocale": {
    "type": "string",
    "description": "The IETF language tag of users without a language tag.",
    "nullable": true
  },
  "apiVersion": {
    "type": "string",
    "description": "The version of requests without a version header.",
    "enum": [
      "2021-01-01",
      "2021-02-09",
      "2021-07-30",
      "2024-01-01"
    ],
    "nullable": true
  },
  "clientSideUserSync": {
    "type": "string",
    "description": "Which users a user token may create and change. `off`: none. `own`: user tokens can change only their own user, except its role. They can create other users, but not change them. `all`: every user, including role, email addresses and push tokens.",
    "enum": [
      "off",
      "own",
      "all"
    ],
    "nullable": true
  },
  "clientSideConversationSync": {
    "type": "boolean",
    "description": "Whether user tokens may create conversations, change those that exist, and join them by their ids.",
    "nullable": true
  },
  "roles": {
    "type": "object",
    "description": "The permissions of the users of each role, by the name of the role. A role that is not listed is as `default`. Replaces all roles.",
    "nullable": true
  },
  "maxParticipants": {
    "type": "integer",
    "description": "The max number of participants of a conversation.",
    "nullable": true,
    "minimum": 1,
    "maximum": 1000000
  },
  "maxTokenLifetime": {
    "type": "integer",
    "description": "The max lifetime of a user token in seconds, or null for no limit.",
    "nullable": true,
    "minimum": 1,
    "maximum": 2147483647
  },
  "allowTokensWithoutExpiry": {
    "type": "boolean",
    "description": "Whether user tokens without `exp` are accepted. Such tokens stay valid until their key is revoked.",
    "nullable": true
  },
  "allowSignatures": {
    "type": "boolean",
    "description": "Whether sessions may use the older signature of their user's id. Such a signature stays valid until its key is revoked.",
    "nullable": true
  },
  "allowedOrigins": {
    "type": "array",
    "description": "Origins of the web pages that may make calls, or `*` for all.",
    "nullable": true,
    "items": {}
  },
  "notificationDelay": {
    "type": "integer",
    "description": "Seconds from the first message that somebody misses to `notification.triggered`.",
    "nullable": true,
    "minimum": 0,
    "maximum": 900
  },
  "unknownFields": {
    "type": "string",
    "description": "Whether undocumented properties and query parameters are refused or ignored.",
    "enum": [
      "refuse",
      "ignore"
    ],
    "nullable": true
  }
}

/** What the users of a role may do. */
export const permissions: Record<string, SettingSchema> = {
  "sendMessages": {
    "type": "boolean",
    "description": "Whether they may send messages."
  },
  "editOwnMessages": {
    "type": "boolean",
    "description": "Whether they may edit their own messages."
  },
  "deleteOwnMessages": {
    "type": "boolean",
    "description": "Whether they may delete their own messages."
  },
  "editAnyMessage": {
    "type": "boolean",
    "description": "Whether they may edit the messages of others."
  },
  "deleteAnyMessage": {
    "type": "boolean",
    "description": "Whether they may delete the messages of others."
  },
  "react": {
    "type": "boolean",
    "description": "Whether they may add and remove their own reactions."
  },
  "uploadFiles": {
    "type": "boolean",
    "description": "Whether they may upload files."
  },
  "seeTyping": {
    "type": "boolean",
    "description": "Whether they may see who is typing."
  },
  "leaveConversations": {
    "type": "boolean",
    "description": "Whether they may leave conversations."
  },
  "addParticipants": {
    "type": "boolean",
    "description": "Whether they may add participants, if `clientSideConversationSync` is on."
  },
  "changeParticipants": {
    "type": "boolean",
    "description": "If `clientSideConversationSync` is on: whether they may change the access of other participants, and when those are notified."
  },
  "removeParticipants": {
    "type": "boolean",
    "description": "Whether they may remove other users from conversations."
  },
  "sendLinks": {
    "type": "boolean",
    "description": "Whether they may send links with their own text."
  },
  "maskContacts": {
    "type": "object",
    "description": "Which contacts in messages are hidden from them. Null hides none.",
    "properties": {
      "messages": {
        "type": "string",
        "description": "In which messages contacts are hidden. `others` by default.",
        "enum": [
          "others",
          "all"
        ]
      },
      "kinds": {
        "type": "array",
        "description": "The kinds of contacts to hide; `word` stands for the words in `words`. All of them by default.",
        "items": {
          "enum": [
            "email",
            "phone",
            "link",
            "word"
          ]
        }
      },
      "words": {
        "type": "array",
        "description": "Words of the app's own to hide, in upper or lower case, and with any signs or spaces between their parts: `whats app` also hides `Whats-App`. None by default.",
        "items": {}
      },
      "allowedDomains": {
        "type": "array",
        "description": "Domains whose links and e-mail addresses are shown, with their subdomains. None by default.",
        "items": {}
      }
    },
    "nullable": true
  }
}
