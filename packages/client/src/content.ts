/** The content of a message is a list of blocks, which has one block today. */
export type ContentBlock = TextBlock | FileBlock | LocationBlock

/** Formatted text. */
export interface TextBlock {
  readonly type: 'text'
  readonly children: TextNode[]
}

/** A part of a text. A string is plain text. */
export type TextNode =
  | string
  | MarkupNode
  | BulletListNode
  | BulletPointNode
  | CodeSpanNode
  | LinkNode
  | AutoLinkNode
  | ActionLinkNode
  | ActionButtonNode
  | CustomEmojiNode
  | MentionNode

export interface MarkupNode {
  readonly type: 'bold' | 'italic' | 'strikethrough'
  readonly children: TextNode[]
}

/** Its children are bullet points. */
export interface BulletListNode {
  readonly type: 'bulletList'
  readonly children: TextNode[]
}

export interface BulletPointNode {
  readonly type: 'bulletPoint'
  readonly children: TextNode[]
}

/** Text in a fixed-width font, without formatting. */
export interface CodeSpanNode {
  readonly type: 'codeSpan'
  readonly text: string
}

/** A link with its own text. Only the backend may send it. */
export interface LinkNode {
  readonly type: 'link'
  readonly url: string
  readonly children: TextNode[]
}

/** A URL in the text. */
export interface AutoLinkNode {
  readonly type: 'autoLink'
  readonly url: string
  readonly text: string
}

/** A link that calls an action of the page. Only the backend may send it. */
export interface ActionLinkNode {
  readonly type: 'actionLink'
  readonly action: string
  readonly params: Record<string, string>
  readonly children: TextNode[]
}

/** A button that calls an action of the page. Only the backend may send it. */
export interface ActionButtonNode {
  readonly type: 'actionButton'
  readonly action: string
  readonly params: Record<string, string>
  readonly children: TextNode[]
}

export interface CustomEmojiNode {
  readonly type: 'customEmoji'
  /** The name between colons, such as `:parrot:`. */
  readonly text: string
}

export interface MentionNode {
  readonly type: 'mention'
  /** The id of the user. */
  readonly id: string
  /** The name that the text shows. */
  readonly text: string
}

export interface LocationBlock {
  readonly type: 'location'
  /** Degrees, from -90 to 90. */
  readonly latitude: number
  /** Degrees, from -180 to 180. */
  readonly longitude: number
}

/** A file that was uploaded. To send it again, use its token. */
export type FileToken = string & { readonly __tag: 'FileToken' }

interface UploadedFile {
  readonly type: 'file'
  readonly fileToken: FileToken
  readonly url: string
  /** Bytes. */
  readonly size: number
  readonly filename: string
}

export type FileBlock = VideoBlock | ImageBlock | AudioBlock | VoiceBlock | GenericFileBlock

export interface GenericFileBlock extends UploadedFile {
  readonly subtype?: 'generic'
}

export interface ImageBlock extends UploadedFile {
  readonly subtype: 'image'
  /** Pixels. */
  readonly width?: number
  readonly height?: number
}

export interface VideoBlock extends UploadedFile {
  readonly subtype: 'video'
  /** Pixels. */
  readonly width?: number
  readonly height?: number
  /** Seconds. */
  readonly duration?: number
}

export interface AudioBlock extends UploadedFile {
  readonly subtype: 'audio'
  /** Seconds. */
  readonly duration?: number
}

export interface VoiceBlock extends UploadedFile {
  readonly subtype: 'voice'
  /** Seconds. */
  readonly duration?: number
}

/** A block that a message to send may contain. */
export type SendContentBlock = TextBlock | SendFileBlock | LocationBlock

export interface SendFileBlock {
  type: 'file'
  fileToken: FileToken
}

export interface GenericFileMetadata {
  filename: string
}

export interface ImageFileMetadata {
  filename: string
  /** Pixels. */
  width?: number
  height?: number
}

export interface VideoFileMetadata extends ImageFileMetadata {
  /** Seconds. */
  duration?: number
}

export interface AudioFileMetadata {
  filename: string
  /** Seconds. */
  duration?: number
}

export interface VoiceRecordingFileMetadata {
  filename: string
  /** Seconds. */
  duration?: number
}
