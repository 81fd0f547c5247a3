import { cursorOf } from '../../../shared/callbacks/place.ts';
import { explainRefusal } from '../../../shared/callbacks/refusal.ts';
import { staffTask } from '../../../shared/callbacks/staff-view.ts';
import { NotFoundError } from '../../../shared/errors.ts';
import {
  type ChangedCall,
  claimCall,
  listCalls,
  releaseCall,
  reportCall,
  showCall,
} from '../../../shared/operations/work-calls.ts';
import {
  answer,
  createHttpHandler,
  type HttpRequest,
  type HttpResponse,
  parseRequest,
} from '../../toolkit/http.ts';
import { resumeCallback } from '../../toolkit/resume-callback.ts';
import { store } from '../../toolkit/store.ts';
import {
  claimTask as claimContract,
  listTasks as listContract,
  releaseTask as releaseContract,
  reportOutcome,
  showTask as showContract,
} from './contract.ts';

const routes: Readonly<Record<string, (request: HttpRequest) => Promise<HttpResponse>>> = {
  'GET /callback-tasks': listTasks,
  'GET /callback-tasks/{taskId}': showTask,
  'POST /callback-tasks/{taskId}/claim': claimTask,
  'POST /callback-tasks/{taskId}/release': releaseTask,
  'POST /callback-tasks/{taskId}/outcome': recordOutcome,
};

/**
 * The routes of the staff's queue, as their contracts say. Reporting the same outcome again resumes the workflow if it
 * still waits.
 */
export const handler = createHttpHandler(async (request) => {
  const route = routes[request.route];
  if (route === undefined) throw new NotFoundError('there is no such route', { where: request.route });
  return route(request);
});

async function listTasks({ query, at }: HttpRequest): Promise<HttpResponse> {
  const { limit, cursor } = parseRequest(listContract.query, query);
  const { tasks, next } = await listCalls(store, cursor, limit, at);
  return answer<typeof listContract>(200, {
    tasks: [...tasks],
    ...(next !== undefined && { next: cursorOf(next) }),
  });
}

async function showTask({ path, query, at }: HttpRequest): Promise<HttpResponse> {
  const { language } = parseRequest(showContract.query, query);
  return answer<typeof showContract>(200, await showCall(store, path.taskId, { at, language }));
}

async function claimTask({ path, body, at }: HttpRequest): Promise<HttpResponse> {
  const { staff } = parseRequest(claimContract.body, body);
  return show(await claimCall(store, path.taskId, { staff, at, resume: resumeCallback }));
}

async function releaseTask({ path, body }: HttpRequest): Promise<HttpResponse> {
  const { staff } = parseRequest(releaseContract.body, body);
  return show(await releaseCall(store, path.taskId, staff));
}

async function recordOutcome({ path, body, at }: HttpRequest): Promise<HttpResponse> {
  const call = parseRequest(reportOutcome.body, body);
  return show(await reportCall(store, path.taskId, { call, at, resume: resumeCallback }));
}

const show = ({ task, refusal }: ChangedCall): HttpResponse =>
  refusal === undefined
    ? answer<typeof claimContract>(200, staffTask(task))
    : answer<typeof claimContract>(409, {
        error: refusal,
        message: explainRefusal(refusal, task),
        task: staffTask(task),
      });
