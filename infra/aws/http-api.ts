import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type AddRoutesOptions,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { loginScope } from '../../shared/console-api/config.ts';
import type { FunctionDefinition } from '../function-definition.ts';
import { functions as definitions, type FunctionName, placeholderFor } from '../functions.ts';
import { type Route, routes } from '../routes.ts';
import type { Tables } from './data.ts';
import { RekindleFunction } from './rekindle-function.ts';
import type { Workflow } from './workflow.ts';

/** What the HTTP API is built from. */
export interface RekindleApiProps {
  readonly tables: Tables;
  /** The workflows that routes start or resume. */
  readonly workflows: readonly Workflow[];
  /** What takes an unsubscribe into the activity of customers. */
  readonly followSuppression: RekindleFunction;
  /** What test mails are sent with. */
  readonly sesArns: readonly string[];
  /** Lets in who has signed in to the console. */
  readonly consoleAuthorizer: IHttpRouteAuthorizer;
  /** Who may sign in to the console. */
  readonly consoleUsers: IUserPool;
}

/**
 * The HTTP API: authorised by IAM for the shop's own systems, by the login for people at the console, open only to
 * customers who unsubscribe and to previews whose address the console has sealed.
 */
export class RekindleApi extends Construct {
  readonly api: HttpApi;
  /** Without a trailing slash, as the settings expect it. */
  readonly url: string;
  readonly functions: readonly RekindleFunction[];

  constructor(scope: Construct, id: string, props: RekindleApiProps) {
    super(scope, id);
    const { tables, workflows, followSuppression, sesArns, consoleAuthorizer, consoleUsers } = props;
    this.api = new HttpApi(this, 'HttpApi', {
      apiName: `${Aws.STACK_NAME}-api`,
      description: 'Rekindle: orders and other activity, coupons, callback tasks, unsubscribing, the console',
      createDefaultStage: false,
      // A route that does not say who may call it is closed.
      defaultAuthorizer: new HttpIamAuthorizer(),
    });
    this.createStage();
    this.url = this.api.apiEndpoint;

    const integrations = new Map<FunctionName, HttpLambdaIntegration>();
    const functions: RekindleFunction[] = [];
    const integrationOf = (name: FunctionName): HttpLambdaIntegration => {
      const known = integrations.get(name);
      if (known !== undefined) return known;
      const fn = new RekindleFunction(this, { name, tables, sesArns });
      const { workflows: granted = {} }: FunctionDefinition = definitions[name];
      for (const workflow of workflows) if (workflow.name in granted) fn.grantWorkflow(workflow);
      if ('managesPeople' in definitions[name]) fn.grantPeople(consoleUsers);
      if ('invokes' in definitions[name]) fn.grantInvoking(followSuppression);
      const integration = new HttpLambdaIntegration(`${placeholderFor(name)}Integration`, fn.lambda);
      functions.push(fn);
      integrations.set(name, integration);
      return integration;
    };
    const authorisation = {
      shop: {},
      // The scope refuses ID tokens and those of other ways to sign in.
      console: { authorizer: consoleAuthorizer, authorizationScopes: [loginScope] },
      frame: { authorizer: new HttpNoneAuthorizer() },
      anybody: { authorizer: new HttpNoneAuthorizer() },
    } satisfies Record<Route['caller'], Partial<AddRoutesOptions>>;
    for (const route of routes) {
      this.api.addRoutes({
        path: route.path,
        methods: [HttpMethod[route.method]],
        integration: integrationOf(route.function),
        ...authorisation[route.caller],
      });
    }
    this.functions = functions;
  }

  private createStage(): void {
    const logs = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/vendedlogs/apigateway/${Aws.STACK_NAME}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      // Requests per second, for each route. With up to a hundred orders in a request, this is far above what a shop
      // sends, and too low to take the account's Lambda concurrency from the night.
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        format: AccessLogFormat.custom(JSON.stringify(accessLogLine)),
      },
    });
  }
}

/**
 * Contains nothing that identifies a person: the route instead of the path, which contains coupon codes and
 * unsubscribe tokens, and neither IP address nor user agent.
 */
const accessLogLine = {
  requestId: '$context.requestId',
  at: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
};
