import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { consoleHeaders } from '../../../infra/console-headers.ts';
import { roles } from '../../../shared/console-api/roles.ts';
import { synthesise } from './synthesise.ts';

const { template } = synthesise();

/** The logical id and the properties of the only resource of a type. */
function only(type: string) {
  const [found, ...others] = Object.entries(template.findResources(type));
  expect(others).toEqual([]);
  const [id = '', resource] = found ?? [];
  const { Properties } = z.object({ Properties: z.record(z.string(), z.unknown()) }).parse(resource);
  return { id, properties: Properties };
}
const pool = only('AWS::Cognito::UserPool');
const client = only('AWS::Cognito::UserPoolClient');
const distribution = only('AWS::CloudFront::Distribution');
const domain = only('AWS::Cognito::UserPoolDomain');
const siteUrl = (path: string) => ({
  'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [distribution.id, 'DomainName'] }, path]],
});

describe('the people of the console', () => {
  test('are those whom an admin has created', () => {
    expect(pool.properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      AliasAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      UserPoolTier: 'ESSENTIALS',
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      DeletionProtection: 'INACTIVE',
    });
  });

  test('are in a group for each role', () => {
    const groups = Object.values(template.findResources('AWS::Cognito::UserPoolGroup'));
    expect(groups.map(({ Properties }) => Properties.GroupName).sort()).toEqual([...roles].sort());
  });

  test('outlive the stack, as the tables do', () => {
    template.hasResource('AWS::Cognito::UserPool', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('may be protected from deletion, and asked for a second factor', () => {
    const { template: strict } = synthesise({ deletionProtection: 'true', requireMfa: true });
    strict.hasResourceProperties('AWS::Cognito::UserPool', {
      DeletionProtection: 'ACTIVE',
      MfaConfiguration: 'ON',
    });
  });

  test('sign in on pages of the newer managed login, which have a style', () => {
    expect(domain.properties).toMatchObject({ ManagedLoginVersion: 2, UserPoolId: { Ref: pool.id } });
    template.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', {
      ClientId: { Ref: client.id },
      UseCognitoProvidedValues: true,
    });
  });

  test('sign in by a code with PKCE: no secret, no token in an address', () => {
    expect(client.properties).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      SupportedIdentityProviders: ['COGNITO'],
      CallbackURLs: [siteUrl('/console/signed-in')],
      LogoutURLs: [siteUrl('/console/')],
      PreventUserExistenceErrors: 'ENABLED',
    });
  });

  test('hold tokens for minutes, and are asked for the password again each working day', () => {
    expect(client.properties).toMatchObject({
      AccessTokenValidity: 15,
      IdTokenValidity: 15,
      RefreshTokenValidity: 720,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
      RefreshTokenRotation: { Feature: 'ENABLED' },
    });
  });
});

describe("the console's routes", () => {
  test('want a token that the login gave to this client', () => {
    const authorizer = only('AWS::ApiGatewayV2::Authorizer');
    expect(authorizer.properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: [{ Ref: client.id }] },
    });
    expect(JSON.stringify(authorizer.properties)).toContain(pool.id);
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: 'ANY /api/{route+}',
      AuthorizationType: 'JWT',
      AuthorizationScopes: ['openid'],
      AuthorizerId: { Ref: authorizer.id },
    });
  });
});

const configSchema = z.object({
  DistributionConfig: z.looseObject({
    DefaultCacheBehavior: z.looseObject({}),
    CacheBehaviors: z.array(z.looseObject({})),
  }),
});
const { DistributionConfig: config } = configSchema.parse(distribution.properties);

describe('the address of the console', () => {
  test('serves files of a private bucket, over TLS, that only CloudFront may read', () => {
    expect(config.DefaultCacheBehavior).toMatchObject({ ViewerProtocolPolicy: 'redirect-to-https' });
    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    template.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: { SigningBehavior: 'always', OriginAccessControlOriginType: 's3' },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Action: 's3:GetObject',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Condition: { StringEquals: { 'AWS:SourceArn': Match.anyValue() } },
          }),
        ]),
      },
    });
  });

  test('serves the API, keeps none of its answers and passes everything on but Host', () => {
    const [api, ...others] = config.CacheBehaviors;
    expect(others).toEqual([]);
    expect(api).toMatchObject({
      PathPattern: '/api/*',
      ViewerProtocolPolicy: 'https-only',
      AllowedMethods: expect.arrayContaining(['POST', 'PUT', 'DELETE']),
      // CachingDisabled and AllViewerExceptHostHeader.
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    });
  });

  test('sends the security headers of the console, which may talk to the login', () => {
    const { 'content-security-policy': _, ...headers } = consoleHeaders({ connectTo: [] });
    const sent = only('AWS::CloudFront::ResponseHeadersPolicy').properties;
    const { ResponseHeadersPolicyConfig: policy } = z
      .object({
        ResponseHeadersPolicyConfig: z.object({
          CustomHeadersConfig: z.object({
            Items: z.array(z.object({ Header: z.string(), Value: z.string(), Override: z.literal(true) })),
          }),
          SecurityHeadersConfig: z.object({
            ContentTypeOptions: z.object({ Override: z.literal(true) }),
            ReferrerPolicy: z.object({ ReferrerPolicy: z.string() }),
            StrictTransportSecurity: z.object({ AccessControlMaxAgeSec: z.number() }),
            ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.unknown() }),
          }),
        }),
      })
      .parse(sent);
    const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } = policy;
    expect({
      ...Object.fromEntries(custom.Items.map(({ Header, Value }) => [Header, Value])),
      'x-content-type-options': 'nosniff',
      'referrer-policy': security.ReferrerPolicy.ReferrerPolicy,
    }).toEqual(headers);
    const csp = JSON.stringify(security.ContentSecurityPolicy);
    expect(csp).toContain("default-src 'none'; script-src 'self'");
    expect(csp).toContain("connect-src 'self' https://");
    expect(csp).toContain(`{"Ref":"${domain.id}"},".auth."`);
  });
});

const { FunctionCode: code } = z
  .object({ FunctionCode: z.string() })
  .parse(only('AWS::CloudFront::Function').properties);

/** What CloudFront's function makes of a path: another path, or a redirection. */
const chosen = (uri: string): unknown =>
  runInNewContext(`${code}\nhandler(event)`, { event: { request: { uri } } });

describe('a path at the address of the console', () => {
  test.each(['/', '/console'])('%s leads to the console', (path) => {
    expect(chosen(path)).toMatchObject({ statusCode: 302, headers: { location: { value: '/console/' } } });
  });

  test.each([
    '/console/',
    '/console/signed-in',
    '/console/customers/ann@shop.example',
    '/console/customers/assets/x.js',
    '/console/config.json/more',
    '/console/assets',
    '/console/安妮',
  ])('%s is a screen', (path) => {
    expect(chosen(path)).toEqual({ uri: '/console/index.html' });
  });

  test.each(['/console/assets/main-1a2b.js', '/console/config.json', '/favicon.ico', '/consoles/x'])(
    '%s is a file, if there is one',
    (path) => {
      expect(chosen(path)).toEqual({ uri: path });
    },
  );
});

describe("the console's files", () => {
  test('are kept by browsers only where their names change with what is in them', () => {
    const deployments = Object.values(template.findResources('Custom::CDKBucketDeployment'));
    expect(deployments.map(({ Properties }) => Properties)).toEqual([
      expect.objectContaining({
        DestinationBucketKeyPrefix: 'console',
        Prune: false,
        SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
      }),
      expect.objectContaining({
        DestinationBucketKeyPrefix: 'console',
        Prune: false,
        SystemMetadata: { 'cache-control': 'no-cache' },
        // The login's address and the client's id are known only once they are deployed.
        SourceMarkers: [{}, expect.any(Object)],
      }),
    ]);
  });

  test('cannot be deployed before they are built', () => {
    const empty = mkdtempSync(join(tmpdir(), 'rekindle-unbuilt-'));
    onTestFinished(() => rmSync(empty, { recursive: true }));
    expect(() => synthesise({}, { consoleDirectory: empty })).toThrow(/run "npm run build:console"/);
  });
});
