using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Kadende.TestKit.Rest;

/// <summary>What a fake cloud does wrong on demand.</summary>
public sealed class RestFaults
{
    private readonly Lock _lock = new();
    private readonly List<Planned> _planned = [];

    /// <summary>The next requests of this method below this path are answered so, and nothing happens in the cloud.</summary>
    /// <param name="path">How the path begins; empty: every path.</param>
    /// <param name="body">Null: none.</param>
    public void FailNext(
        string method,
        string path,
        int status,
        JsonObject? body,
        int count = 1,
        params (string Name, string Value)[] headers
    ) => Add(new Planned(method, path, status, body?.ToJsonString(), headers), count);

    /// <summary>The next requests of this method below this path happen, and the connection ends before the answer.</summary>
    public void LoseNextAnswers(string method, string path, int count = 1) =>
        Add(new Planned(method, path, 0, null, []), count);

    public void Clear()
    {
        lock (_lock)
        {
            _planned.Clear();
        }
    }

    internal async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (Take(context.Request) is not { } fault)
        {
            await next(context);
        }
        else if (fault.Status == 0)
        {
            context.Response.Body = Stream.Null;
            await next(context);
            context.Abort();
        }
        else
        {
            context.Response.StatusCode = fault.Status;
            foreach (var (name, value) in fault.Headers)
            {
                context.Response.Headers[name] = value;
            }

            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(fault.Body ?? "", context.RequestAborted);
        }
    }

    private void Add(Planned fault, int count)
    {
        lock (_lock)
        {
            _planned.AddRange(Enumerable.Repeat(fault, count));
        }
    }

    private Planned? Take(HttpRequest request)
    {
        lock (_lock)
        {
            var i = _planned.FindIndex(fault =>
                fault.Method == request.Method
                && (request.Path.Value ?? "").StartsWith(fault.Path, StringComparison.Ordinal)
            );
            if (i < 0)
            {
                return null;
            }

            var fault = _planned[i];
            _planned.RemoveAt(i);
            return fault;
        }
    }

    private sealed record Planned(
        string Method,
        string Path,
        int Status,
        string? Body,
        IReadOnlyList<(string Name, string Value)> Headers
    );
}
