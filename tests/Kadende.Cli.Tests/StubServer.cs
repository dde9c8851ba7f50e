using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Kadende.Cli.Tests;

/// <summary>A web server on this machine that gives the answers it was told to, in the form of the API, and keeps what it was asked.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Reply>> _replies = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Asked> _asked = new();

    private StubServer(WebApplication app)
    {
        _app = app;
        app.Run(AnswerAsync);
    }

    public string Url => _app.Urls.Single();

    public IReadOnlyCollection<Asked> Requests => _asked;

    public static async Task<StubServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new StubServer(builder.Build());
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Answers in turn; the last answer stays.</summary>
    /// <param name="route">Such as <c>GET /api/clusters</c>, without the query.</param>
    public StubServer On(string route, params IEnumerable<Reply> replies)
    {
        _replies[route] = new ConcurrentQueue<Reply>(replies);
        return this;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var route = $"{context.Request.Method} {context.Request.Path}";
        _asked.Enqueue(
            new Asked(
                route,
                context.Request.QueryString.Value ?? "",
                context.Request.Headers.Authorization.ToString(),
                context.Request.Headers["Last-Event-ID"].ToString(),
                body
            )
        );
        var reply = Next(_replies.GetValueOrDefault(route));
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.Type;
        await context.Response.WriteAsync(reply.Body, context.RequestAborted);
    }

    private static Reply Next(ConcurrentQueue<Reply>? replies) =>
        replies is null ? Reply.Problem(404, "There is no such thing.")
        : replies.Count > 1 && replies.TryDequeue(out var reply) ? reply
        : replies.First();

    /// <summary>A request that was made.</summary>
    internal sealed record Asked(string Route, string Query, string Authorization, string LastEventId, string Body);
}
