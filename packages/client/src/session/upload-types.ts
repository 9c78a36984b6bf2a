import type {
  AudioFileMetadata,
  FileToken,
  GenericFileMetadata,
  ImageFileMetadata,
  VideoFileMetadata,
  VoiceRecordingFileMetadata,
} from '../content.ts'

/** How an upload is followed and ended. Only in Parley. */
export interface UploadOptions {
  /** Called with the number of bytes that were sent so far, and the size of the file in bytes. */
  onProgress?: ((sentBytes: number, totalBytes: number) => void) | undefined
  /** Cancels the upload, which then rejects with the signal's reason. The server keeps no part of the file. */
  signal?: AbortSignal | undefined
}

/** The properties that any file can have. */
export interface FileMetadata extends VideoFileMetadata {
  voice?: boolean
}

export type UploadArguments<Metadata = FileMetadata> = [
  data: Blob,
  metadata: Metadata,
  options?: UploadOptions,
]

type Upload<Metadata> = (...args: UploadArguments<Metadata>) => Promise<FileToken>

/** The uploads of a session. The server detects the type of a file from its bytes. */
export interface Uploads {
  /** Uploads a file. Its token can be sent in any number of messages: `send({ content: [{ type: 'file', fileToken }] })`. */
  uploadFile: Upload<GenericFileMetadata>
  /** Uploads a picture. The server reads its width and height from its bytes. */
  uploadImage: Upload<ImageFileMetadata>
  uploadVideo: Upload<VideoFileMetadata>
  uploadAudio: Upload<AudioFileMetadata>
  /** Uploads a recorded voice message: an audio file that is shown as a voice message. */
  uploadVoice: Upload<VoiceRecordingFileMetadata>
}
