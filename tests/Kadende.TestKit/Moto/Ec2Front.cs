using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kadende.TestKit.Moto;

/// <summary>
/// Stands before moto and does what EC2's documents promise and moto does not: client tokens that make launches idempotent, launches of
/// as many machines as there is room for, and status checks. Answers can be programmed to fail, and calls are counted.
/// </summary>
public sealed class Ec2Front : IAsyncDisposable
{
    private readonly MotoGate _moto;
    private readonly Ec2Launches _launches;
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Ec2Refusal>> _refusals = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Ec2Call> _calls = new();

    private Ec2Front(Uri moto)
    {
        _moto = new MotoGate(moto);
        _launches = new Ec2Launches(_moto);
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
    public int Room
    {
        get => _launches.Room;
        set => _launches.Room = value;
    }

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
        var reply = await ReplyAsync(call, context.Request.Headers.Authorization.ToString());
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

    private async Task<Ec2Reply> ReplyAsync(Ec2Call call, string authorization)
    {
        if (_refusals.TryGetValue(call.Action, out var refusals) && refusals.TryDequeue(out var refusal))
        {
            return refusal.Reply();
        }

        return call switch
        {
            { IsLaunch: true, ClientToken: { } token } => await _launches.OnceAsync(token, call, authorization),
            { IsLaunch: true } => await _launches.AnyAsync(call, authorization),
            { Action: "DescribeInstanceStatus" } => Statuses(call),
            { Action: "DescribeInstances", SoughtToken: { } token } => await _launches.FindAsync(
                token,
                call,
                authorization
            ),
            _ => await _moto.AskAsync(call.Form, authorization),
        };
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
}
