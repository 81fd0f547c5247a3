/** SES refuses a request. The type and the message are sent as the response, with the status in `statusOf`. */
export class SesRefusal extends Error {
  override readonly name = 'SesRefusal';
  readonly type: SesErrorType;

  constructor(type: SesErrorType, message: string) {
    super(message);
    this.type = type;
  }
}

/** The exceptions of the SES API v2 that the local SES returns. */
export type SesErrorType =
  | 'BadRequestException'
  | 'MessageRejected'
  | 'NotFoundException'
  | 'TooManyRequestsException'
  | 'InternalServiceErrorException';

/** The HTTP status of each exception. */
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

/** An event was raised for a message that was never accepted. */
export class UnknownMessageError extends Error {
  override readonly name = 'UnknownMessageError';

  constructor(messageId: string) {
    super(
      `No message has the id "${messageId}". Use the MessageId that SendEmail returned, or one from messages().`,
    );
  }
}
