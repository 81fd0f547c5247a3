import { Aws, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolGroup,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { loginScope, signedInPath, signedOutPath } from '../../shared/console-api/config.ts';
import { roles } from '../../shared/console-api/roles.ts';

/** How the people of the console sign in. */
export interface ConsoleUsersProps {
  /** True to refuse the deletion of the pool, also by hand. */
  readonly deletionProtection: boolean;
  /** True to let nobody in without a code from an authenticator app. */
  readonly requireMfa: boolean;
}

/** The people who may use the console, in a group for each role, and the pages on which they sign in. */
export class ConsoleUsers extends Construct {
  readonly pool: UserPool;
  /** The origin of the login, without a trailing slash. */
  readonly loginUrl: string;

  constructor(scope: Construct, id: string, { deletionProtection, requireMfa }: ConsoleUsersProps) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      // The cheapest plan that has managed login; 10,000 people a month are free.
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      // The username is what colleagues and the audit log call somebody; the address may change.
      signInAliases: { username: true, email: true },
      signInCaseSensitive: false,
      standardAttributes: { email: { required: true, mutable: true } },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      mfa: requireMfa ? Mfa.REQUIRED : Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection,
      // As the tables: kept when the stack goes, but not when the deployment that created it fails.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    for (const role of roles) new UserPoolGroup(this, role, { userPool: this.pool, groupName: role });
    const domain = this.pool.addDomain('Login', {
      // Unique in the region, as it must be: the last part of the stack's id.
      cognitoDomain: { domainPrefix: `rekindle-${Fn.select(2, Fn.split('/', Aws.STACK_ID))}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.loginUrl = domain.baseUrl();
  }

  /**
   * Lets people sign in to the console.
   * @param url the origin of the console, without a trailing slash
   */
  addClient(url: string): UserPoolClient {
    const client = new UserPoolClient(this, 'Client', {
      userPool: this.pool,
      // A page keeps no secret: the code is worth nothing without the verifier (PKCE) that never left the browser.
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: false, clientCredentials: false },
        scopes: [OAuthScope.custom(loginScope)],
        callbackUrls: [`${url}${signedInPath}`],
        logoutUrls: [`${url}${signedOutPath}`],
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      authFlows: { userSrp: true },
      preventUserExistenceErrors: true,
      // Who loses a role has lost it in the console after a quarter of an hour, and nobody stays signed in overnight.
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.hours(12),
      // Each refresh token is good for once; the moment's grace is for an answer that was lost on the way.
      refreshTokenRotationGracePeriod: Duration.seconds(30),
    });
    new CfnManagedLoginBranding(this, 'Branding', {
      userPoolId: this.pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    return client;
  }
}
