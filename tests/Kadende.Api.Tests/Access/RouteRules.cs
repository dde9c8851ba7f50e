namespace Kadende.Api.Tests.Access;

/// <summary>What each route of the API is to need, written here a second time: a route that is not named here has no rule and fails the tests.</summary>
internal static class RouteRules
{
    public const string Open = "open";
    public const string OwnToken = "own token";
    public const string SignIn = "sign in";
    public const string Viewer = "viewer";
    public const string Operator = "operator";
    public const string Editor = "editor";
    public const string Admin = "admin";
    public const string Administrator = "administrator";

    public static readonly IReadOnlyDictionary<string, string> Needed = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["POST /api/clusters"] = Editor,
        ["GET /api/clusters"] = Viewer,
        ["PUT /api/clusters/{cluster}"] = Editor,
        ["GET /api/clusters/{cluster}"] = Viewer,
        ["DELETE /api/clusters/{cluster}"] = Editor,
        ["POST /api/clusters/{cluster}/plan"] = Viewer,
        ["GET /api/clusters/{cluster}/groups/{path}"] = Viewer,
        ["PATCH /api/clusters/{cluster}/groups/{path}"] = Operator,
        ["GET /api/clusters/{cluster}/nodes"] = Viewer,
        ["GET /api/clusters/{cluster}/nodes/{node}"] = Viewer,
        ["GET /api/clusters/{cluster}/nodes/{node}/log"] = Viewer,
        ["POST /api/clusters/{cluster}/nodes/{node}/replace"] = Operator,
        ["POST /api/clusters/{cluster}/nodes/{node}/drain"] = Operator,
        ["POST /api/clusters/{cluster}/nodes/{node}/quarantine"] = Operator,
        ["POST /api/clusters/{cluster}/nodes/{node}/forget"] = Operator,
        ["POST /api/clusters/{cluster}/nodes/{node}/protect"] = Operator,
        ["POST /api/clusters/{cluster}/nodes/{node}/standby"] = Operator,
        ["POST /api/clusters/{cluster}/nodes/{node}/resume"] = Operator,
        ["PUT /api/clusters/{cluster}/nodes/{node}/health"] = Operator,
        ["DELETE /api/clusters/{cluster}/nodes/{node}/health"] = Operator,
        ["POST /api/clusters/{cluster}/pause"] = Operator,
        ["POST /api/clusters/{cluster}/resume"] = Operator,
        ["POST /api/clusters/{cluster}/free"] = Operator,
        ["POST /api/clusters/{cluster}/manage"] = Operator,
        ["POST /api/clusters/{cluster}/lift-breaker"] = Operator,
        ["POST /api/clusters/{cluster}/upgrade"] = Editor,
        ["POST /api/clusters/{cluster}/adopt"] = Operator,
        ["GET /api/clusters/{cluster}/generations"] = Viewer,
        ["GET /api/clusters/{cluster}/generations/{generation}"] = Viewer,
        ["POST /api/clusters/{cluster}/rollback"] = Editor,
        ["GET /api/clusters/{cluster}/why"] = Viewer,
        ["GET /api/clusters/{cluster}/nodes/{node}/why"] = Viewer,
        ["GET /api/clusters/{cluster}/events"] = Viewer,
        ["GET /api/audit"] = Admin,
        ["GET /api/audit/installation"] = Administrator,
        ["GET /healthz"] = Open,
        ["GET /readyz"] = Open,
        ["POST /api/heartbeat"] = OwnToken,
        ["GET /api/plugins"] = Viewer,
        ["GET /api/teams"] = SignIn,
        ["POST /api/teams"] = Administrator,
        ["GET /api/teams/{team}"] = Viewer,
        ["DELETE /api/teams/{team}"] = Administrator,
        ["PUT /api/teams/{team}/quotas"] = Administrator,
        ["GET /api/teams/{team}/members"] = Viewer,
        ["PUT /api/teams/{team}/members/{user}"] = Admin,
        ["DELETE /api/teams/{team}/members/{user}"] = Admin,
        ["GET /api/users"] = Administrator,
        ["POST /api/users"] = Administrator,
        ["GET /api/users/{user}"] = Administrator,
        ["PATCH /api/users/{user}"] = Administrator,
        ["DELETE /api/users/{user}"] = Administrator,
        ["GET /api/tokens"] = SignIn,
        ["POST /api/tokens"] = SignIn,
        ["DELETE /api/tokens/{id}"] = SignIn,
        ["GET /api/users/{user}/tokens"] = Administrator,
        ["POST /api/users/{user}/tokens"] = Administrator,
        ["DELETE /api/users/{user}/tokens/{id}"] = Administrator,
        ["GET /api/teams/{team}/tokens"] = Admin,
        ["POST /api/teams/{team}/tokens"] = Admin,
        ["DELETE /api/teams/{team}/tokens/{id}"] = Admin,
        ["GET /api/teams/{team}/secrets"] = Admin,
        ["PUT /api/teams/{team}/secrets/{name}"] = Admin,
        ["DELETE /api/teams/{team}/secrets/{name}"] = Admin,
        ["GET /api/teams/{team}/webhooks"] = Admin,
        ["POST /api/teams/{team}/webhooks"] = Admin,
        ["GET /api/teams/{team}/webhooks/{id}"] = Admin,
        ["PATCH /api/teams/{team}/webhooks/{id}"] = Admin,
        ["DELETE /api/teams/{team}/webhooks/{id}"] = Admin,
        ["POST /api/teams/{team}/webhooks/{id}/test"] = Admin,
        ["POST /api/teams/{team}/webhooks/{id}/secret"] = Admin,
        ["GET /api/teams/{team}/webhooks/{id}/deliveries"] = Admin,
        ["GET /api/whoami"] = SignIn,
        ["GET /api/schema"] = Open,
    };
}
