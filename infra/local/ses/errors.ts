/** An answer that SES gives instead of accepting: its error type, HTTP status and message. */
export class SesRefusal extends Error {
  override readonly name = 'SesRefusal';
  readonly type: SesErrorType;

  constructor(type: SesErrorType, message: string) {
    super(message);
    this.type = type;
  }
}

export type SesErrorType =
  | 'BadRequestException'
  | 'MessageRejected'
  | 'NotFoundException'
  | 'TooManyRequestsException'
  | 'InternalServiceErrorException';

export const statusOf: Readonly<Record<SesErrorType, number>> = {
  BadRequestException: 400,
  MessageRejected: 400,
  NotFoundException: 404,
  TooManyRequestsException: 429,
  InternalServiceErrorException: 500,
};

/** The file of sent messages cannot be read or written. */
export class MessageFileError extends Error {
  override readonly name = 'MessageFileError';
}

/** An event was to be raised for a message that was never accepted. */
export class UnknownMessageError extends Error {
  override readonly name = 'UnknownMessageError';

  constructor(messageId: string) {
    super(
      `No message has the id "${messageId}". Use the MessageId that SendEmail answered, or one of messages().`,
    );
  }
}
