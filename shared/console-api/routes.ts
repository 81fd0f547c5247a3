import {
  compareAudience,
  countAudience,
  listAudiences,
  removeAudience,
  saveAudience,
  showAudienceSchema,
} from './audiences.ts';
import { listChanges } from './audit.ts';
import { showCalendar } from './calendar.ts';
import { claimCall, listCalls, releaseCall, reportCall, showCall, showCallsToday } from './calls.ts';
import { changeCampaign, listCampaigns, promoteVariant, showCampaign } from './campaigns.ts';
import {
  eraseCustomer,
  explainCampaigns,
  exportCustomer,
  searchCustomers,
  showCustomer,
  withdrawConsent,
} from './customers.ts';
import { showDeliverability, showSendingSetup } from './deliverability.ts';
import {
  beginDraft,
  countDraftPart,
  discardDraft,
  listDrafts,
  planDraftCount,
  publishDraft,
  saveDraft,
  showDraft,
} from './drafts.ts';
import { beginEnrolledExport, exportEnrolledPart } from './enrolled.ts';
import { listNights, runNight, showNight, showPopulation } from './nights.ts';
import { beginExport, countPart, exportPart, planCount } from './parts.ts';
import { changeAccess, changeRoles, inviteAgain, invitePerson, listPeople } from './people.ts';
import { previewDraft, testDraft } from './previews.ts';
import { showFindings, showReport, showShop } from './reports.ts';
import type { ConsoleRouteKey } from './rights.ts';
import type { AnsweredBy, AskedOf, Audited, ConsoleRoute, SentTo } from './route.ts';
import { showOpenApi, showSession } from './session.ts';
import { changeSettings, checkSettings, countSettingsEffect, showSettings } from './settings.ts';
import {
  closeRecipient,
  exportSuppressions,
  findSuppression,
  importSuppressions,
  releaseMailbox,
} from './suppressions.ts';

/**
 * Every route of the console's API. The function that serves them and the console itself
 * are typed by this table, and the documentation is made from it.
 */
export const consoleRoutes = {
  'GET /api/session': showSession,
  'GET /api/openapi': showOpenApi,

  'GET /api/findings': showFindings,
  'GET /api/shop': showShop,
  'GET /api/reports/{campaign}/{version}': showReport,
  'POST /api/reports/{campaign}/{version}/people': beginEnrolledExport,
  'POST /api/reports/{campaign}/{version}/people/part': exportEnrolledPart,

  'GET /api/nights': listNights,
  'POST /api/nights': runNight,
  'GET /api/nights/{night}': showNight,
  'GET /api/nights/{night}/population': showPopulation,

  'GET /api/audiences': listAudiences,
  'GET /api/audiences/schema': showAudienceSchema,
  'POST /api/audiences/count': countAudience,
  'POST /api/audiences/overlaps': compareAudience,
  'GET /api/audiences/parts': planCount,
  'POST /api/audiences/parts/count': countPart,
  'POST /api/audiences/exports': beginExport,
  'POST /api/audiences/exports/part': exportPart,
  'POST /api/audiences/named/{name}': saveAudience,
  'POST /api/audiences/named/{name}/delete': removeAudience,

  'GET /api/campaigns': listCampaigns,
  'GET /api/calendar': showCalendar,
  'GET /api/campaigns/{campaign}': showCampaign,
  'POST /api/campaigns/{campaign}/state': changeCampaign,
  'POST /api/campaigns/{campaign}/promote': promoteVariant,

  'GET /api/drafts': listDrafts,
  'POST /api/drafts': beginDraft,
  'GET /api/drafts/{campaign}': showDraft,
  'POST /api/drafts/{campaign}': saveDraft,
  'POST /api/drafts/{campaign}/discard': discardDraft,
  'GET /api/drafts/{campaign}/count': planDraftCount,
  'POST /api/drafts/{campaign}/count': countDraftPart,
  'POST /api/drafts/{campaign}/preview': previewDraft,
  'POST /api/drafts/{campaign}/test': testDraft,
  'POST /api/drafts/{campaign}/publish': publishDraft,

  'GET /api/customers': searchCustomers,
  'GET /api/customers/{customerId}': showCustomer,
  'GET /api/customers/{customerId}/campaigns': explainCampaigns,
  'POST /api/customers/{customerId}/close': withdrawConsent,
  'GET /api/customers/{customerId}/export': exportCustomer,
  'POST /api/customers/{customerId}/erase': eraseCustomer,

  'GET /api/calls': listCalls,
  'GET /api/calls-today': showCallsToday,
  'GET /api/calls/{taskId}': showCall,
  'POST /api/calls/{taskId}/claim': claimCall,
  'POST /api/calls/{taskId}/release': releaseCall,
  'POST /api/calls/{taskId}/outcome': reportCall,

  'GET /api/deliverability': showDeliverability,
  'GET /api/deliverability/setup': showSendingSetup,

  'POST /api/suppressions/find': findSuppression,
  'POST /api/suppressions': closeRecipient,
  'POST /api/suppressions/release': releaseMailbox,
  'POST /api/suppressions/import': importSuppressions,
  'GET /api/suppressions/export': exportSuppressions,

  'GET /api/settings': showSettings,
  'POST /api/settings/check': checkSettings,
  'POST /api/settings/effect': countSettingsEffect,
  'POST /api/settings': changeSettings,

  'GET /api/people': listPeople,
  'POST /api/people': invitePerson,
  'POST /api/people/{person}/invitation': inviteAgain,
  'POST /api/people/{person}/roles': changeRoles,
  'POST /api/people/{person}/access': changeAccess,

  'GET /api/changes': listChanges,
} as const satisfies Readonly<Record<ConsoleRouteKey, ConsoleRoute>>;

type Routes = typeof consoleRoutes;

/** A request of a route, as the server reads it. */
export type Asked<K extends ConsoleRouteKey> = AskedOf<Routes[K]>;
/** A request of a route, as the console sends it. */
export type Sent<K extends ConsoleRouteKey> = SentTo<Routes[K]>;
/** What a route answers. */
export type Answered<K extends ConsoleRouteKey> = AnsweredBy<Routes[K]>;

/** The routes that the audit log has. */
export type AuditedKey = {
  [K in ConsoleRouteKey]: Routes[K] extends { readonly audited: Audited } ? K : never;
}[ConsoleRouteKey];

export const consoleRouteKeys = Object.keys(consoleRoutes).filter(
  (key): key is ConsoleRouteKey => key in consoleRoutes,
);
