namespace Kadende.Cli.Tests;

/// <summary>What a stub answers.</summary>
internal sealed record Reply(int Status, string Type, string Body)
{
    public static Reply Json(string body) => new(200, "application/json", body);

    public static Reply Stream(string body) => new(200, "text/event-stream", body);

    public static Reply Problem(int status, string detail, string faults = "[]") =>
        new(
            status,
            "application/problem+json",
            $$"""{"title":"No","status":{{status}},"detail":"{{detail}}","faults":{{faults}}}"""
        );

    public static Reply Cluster(string state, long generation = 1, int healthy = 1) =>
        Json(
            $$"""
            {"id":"c1","name":"web","team":"default","version":"1","generation":{{generation}},"state":"{{state}}","conditions":[],
             "groups":[{"path":"front","state":"{{state}}","wanted":1,"present":1,"healthy":{{healthy}},"changing":0,"conditions":[]}],
             "createdAt":"2026-01-31T12:00:00Z","changedAt":"2026-01-31T12:00:00Z","spec":"name: web"}
            """
        );

    public static Reply Nodes(params string[] nodes) =>
        Json($$"""{"items":[{{string.Join(',', nodes)}}],"next":null}""");

    public static string Node(string id, string state, string health, int pid) =>
        $$"""
            {"id":"{{id}}","group":"front","slot":"0","state":"{{state}}","health":"{{health}}","instanceId":"i-{{id}}",
             "createdAt":"2026-01-31T12:00:00Z","since":"2026-01-31T12:00:00Z","reason":null,"address":"127.0.0.1","generation":1,
             "labels":{},"details":{"pid":"{{pid}}"} }
            """;

    public static string Event(string id, string kind, string message) =>
        $$"""{"id":"{{id}}","at":"2026-01-31T12:00:00.5Z","kind":"{{kind}}","cluster":"c1","group":"front","node":null,"reason":"R","message":"{{message}}","actor":"kadende","evidence":{} }""";
}
