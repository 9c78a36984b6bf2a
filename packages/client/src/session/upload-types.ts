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
  /** Called with the bytes of the file that were sent so far, and with all. */
  onProgress?: ((sentBytes: number, totalBytes: number) => void) | undefined
  /** Cancels the upload, which rejects with the signal's reason. The server keeps nothing of it. */
  signal?: AbortSignal | undefined
}

/** What is known of any file, beside its bytes. */
export interface FileMetadata extends VideoFileMetadata {
  voice?: boolean
}

export type UploadArguments<Metadata = FileMetadata> = [
  data: Blob,
  metadata: Metadata,
  options?: UploadOptions,
]

type Upload<Metadata> = (...args: UploadArguments<Metadata>) => Promise<FileToken>

/** The uploads of a session. What a file is, the server finds out from its bytes. */
export interface Uploads {
  /** Uploads a file. Its token can be sent in any number of messages: `send({ content: [{ type: 'file', fileToken }] })`. */
  uploadFile: Upload<GenericFileMetadata>
  /** Uploads a picture. The server reads its width and height from its bytes. */
  uploadImage: Upload<ImageFileMetadata>
  uploadVideo: Upload<VideoFileMetadata>
  uploadAudio: Upload<AudioFileMetadata>
  /** Uploads a recorded voice message: a sound that is shown as such. */
  uploadVoice: Upload<VoiceRecordingFileMetadata>
}
