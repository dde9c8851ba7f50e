using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kadende.TestKit.Moto;

/// <summary>
/// Stands before moto and does what EC2's documents promise and moto does not: client tokens that make launches idempotent, launches of
/// as many machines as there is room for, and status checks. Answers can be programmed to fail, and calls are counted.
/// </summary>
public sealed partial class Ec2Front : IAsyncDisposable
{
    private readonly HttpClient _moto;
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Launch> _launches = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Ec2Refusal>> _refusals = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Ec2Call> _calls = new();

    private Ec2Front(Uri moto)
    {
        _moto = new HttpClient { BaseAddress = moto, Timeout = TimeSpan.FromMinutes(5) };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Every call that came, in its order.</summary>
    public IReadOnlyCollection<Ec2Call> Calls => _calls;

    /// <summary>Machines that a launch makes at most.</summary>
    public int Room { get; set; } = int.MaxValue;

    /// <summary>Machines whose status checks are impaired, with the check: <c>instance</c> or <c>system</c>.</summary>
    public ConcurrentDictionary<string, string> Impaired { get; } = new(StringComparer.Ordinal);

    /// <summary>Launches are made, and their answers lost: the connection is cut, so many times.</summary>
    public int LostAnswers { get; set; }

    public static async Task<Ec2Front> StartAsync(Uri moto, CancellationToken cancellationToken)
    {
        var front = new Ec2Front(moto);
        await front._app.StartAsync(cancellationToken);
        return front;
    }

    /// <summary>The next calls of this action are refused, so many times.</summary>
    public void Refuse(string action, Ec2Refusal refusal, int times = 1)
    {
        var queue = _refusals.GetOrAdd(action, _ => new());
        for (var i = 0; i < times; i++)
        {
            queue.Enqueue(refusal);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _moto.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var posted = await context.Request.ReadFormAsync(context.RequestAborted);
        var form = posted.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        var call = new Ec2Call(form.GetValueOrDefault("Action", ""), form);
        _calls.Enqueue(call);
        var reply = await ReplyAsync(call, context.Request);
        if (call.IsLaunch && LostAnswers > 0)
        {
            LostAnswers--;
            context.Abort();
            return;
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "text/xml;charset=UTF-8";
        await context.Response.WriteAsync(reply.Body, context.RequestAborted);
    }

    private async Task<Ec2Reply> ReplyAsync(Ec2Call call, HttpRequest request)
    {
        if (_refusals.TryGetValue(call.Action, out var refusals) && refusals.TryDequeue(out var refusal))
        {
            return refusal.Reply();
        }

        return call switch
        {
            { IsLaunch: true, ClientToken: { } token } => await LaunchOnceAsync(token, call, request),
            { IsLaunch: true } => await LaunchAsync(call, request),
            { Action: "DescribeInstanceStatus" } => Statuses(call),
            { Action: "DescribeInstances", SoughtToken: { } token } => await LaunchedAsync(token, call, request),
            _ => await AskMotoAsync(call.Form, request),
        };
    }

    /// <summary>"If you repeat the request with the same client token, the same response is returned for each repeated request."</summary>
    private async Task<Ec2Reply> LaunchOnceAsync(string token, Ec2Call call, HttpRequest request)
    {
        var launch = _launches.GetOrAdd(token, _ => new Launch(call, new(() => LaunchAsync(call, request))));
        if (!launch.Call.HasSameParameters(call))
        {
            return new Ec2Refusal(
                "IdempotentParameterMismatch",
                400,
                "Arguments on this idempotent request are inconsistent with arguments used in previous request(s)."
            ).Reply();
        }

        var reply = await launch.Reply.Value;
        if (reply.Status != StatusCodes.Status200OK)
        {
            // A launch that was refused made nothing, and its token may be used again.
            _launches.TryRemove(token, out _);
        }

        return reply;
    }

    /// <summary>moto does not know the filter client-token; the machines of the launch are asked for by their ids instead.</summary>
    private async Task<Ec2Reply> LaunchedAsync(string token, Ec2Call call, HttpRequest request)
    {
        var launch = _launches.TryGetValue(token, out var known) ? (await known.Reply.Value).Body : "";
        var form = new Dictionary<string, string>(call.Form, StringComparer.Ordinal)
        {
            ["Filter.1.Name"] = "instance-id",
            ["Filter.1.Value.1"] = "none",
        };
        foreach (var (number, id) in InstanceId().Matches(launch).Index())
        {
            form[$"Filter.1.Value.{number + 1}"] = id.Groups[1].Value;
        }

        return await AskMotoAsync(form, request);
    }

    [GeneratedRegex("<instanceId>(i-[0-9a-f]+)</instanceId>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InstanceId();

    /// <summary>EC2 launches the largest possible number between MinCount and MaxCount; moto launches MinCount.</summary>
    private Task<Ec2Reply> LaunchAsync(Ec2Call call, HttpRequest request)
    {
        var least = int.Parse(call.Form["MinCount"], CultureInfo.InvariantCulture);
        var most = int.Parse(call.Form["MaxCount"], CultureInfo.InvariantCulture);
        if (Room < least)
        {
            var refusal = new Ec2Refusal(
                "InsufficientInstanceCapacity",
                500,
                "There is not enough capacity to fulfill your request."
            );
            return Task.FromResult(refusal.Reply());
        }

        var form = new Dictionary<string, string>(call.Form, StringComparer.Ordinal)
        {
            ["MinCount"] = Math.Min(most, Room).ToString(CultureInfo.InvariantCulture),
        };
        return AskMotoAsync(form, request);
    }

    /// <summary>moto's machines are always well and it knows no filter, so that the answer is ours.</summary>
    private Ec2Reply Statuses(Ec2Call call)
    {
        var check = call.Form.GetValueOrDefault("Filter.1.Name", "").Split('-')[0];
        var items = Impaired
            .Where(machine => machine.Value == check)
            .Select(machine => $"<item><instanceId>{machine.Key}</instanceId></item>");
        return new Ec2Reply(
            StatusCodes.Status200OK,
            "<DescribeInstanceStatusResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId>"
                + $"<instanceStatusSet>{string.Concat(items)}</instanceStatusSet></DescribeInstanceStatusResponse>"
        );
    }

    private async Task<Ec2Reply> AskMotoAsync(IReadOnlyDictionary<string, string> form, HttpRequest request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new FormUrlEncodedContent(form) };
        // moto reads the region and the service from the signature.
        message.Headers.TryAddWithoutValidation("Authorization", request.Headers.Authorization.ToString());
        using var answer = await _moto.SendAsync(message, CancellationToken.None);
        return new Ec2Reply((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(CancellationToken.None));
    }

    private sealed record Launch(Ec2Call Call, Lazy<Task<Ec2Reply>> Reply);
}
