// What is known of an error: the words for either side and the status.

export interface ErrorFact {
  readonly status:
    | 400
    | 401
    | 403
    | 404
    | 405
    | 408
    | 409
    | 410
    | 411
    | 413
    | 415
    | 422
    | 429
    | 500
    | 503
    | 507;
  readonly user: string;
  readonly operator: string;
  readonly retry: boolean;
}
