import type { HttpApi, IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { ConsoleFiles } from './console-files.ts';
import { ConsoleSite } from './console-site.ts';
import { ConsoleUsers, type ConsoleUsersProps } from './console-users.ts';

/** What the console is built from. */
export interface ConsoleProps extends ConsoleUsersProps {
  /** Where the console was built. */
  readonly directory: string;
}

/**
 * The console: its people, its address and its files. In this order, because each needs the one before: the headers of
 * the address name the login, the login returns people to the address, the authorizer accepts the login's tokens, the
 * API's routes have the authorizer, and the address serves the API.
 */
export class Console extends Construct {
  /** Without a trailing slash. */
  readonly url: string;
  readonly userPool: IUserPool;
  /** Lets in who has signed in to the console. */
  readonly authorizer: IHttpRouteAuthorizer;
  private readonly site: ConsoleSite;

  constructor(scope: Construct, id: string, { directory, ...people }: ConsoleProps) {
    super(scope, id);
    const users = new ConsoleUsers(this, 'Users', people);
    const { pool, loginUrl } = users;
    this.site = new ConsoleSite(this, 'Site', { loginUrl });
    this.url = this.site.url;
    this.userPool = pool;
    const client = users.addClient(this.url);
    this.authorizer = new HttpUserPoolAuthorizer('ConsoleAuthorizer', pool, { userPoolClients: [client] });
    new ConsoleFiles(this, 'Files', {
      bucket: this.site.bucket,
      directory,
      config: { login: { url: loginUrl, clientId: client.userPoolClientId } },
    });
  }

  /** Serves the API at the console's address. */
  serveApi(api: HttpApi): void {
    this.site.serveApi(api);
  }
}
