using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;

namespace Kadende.TestKit.Moto;

/// <summary>Launches as EC2 makes them: one for each client token, and as many machines as there is room for.</summary>
internal sealed class Ec2Launches(MotoGate moto)
{
    private const int Ok = 200;

    private readonly ConcurrentDictionary<string, Launch> _launches = new(StringComparer.Ordinal);

    public int Room { get; set; } = int.MaxValue;

    /// <summary>"If you repeat the request with the same client token, the same response is returned for each repeated request."</summary>
    public async Task<Ec2Reply> OnceAsync(string token, Ec2Call call, string authorization)
    {
        var launch = _launches.GetOrAdd(token, _ => new Launch(call, new(() => AnyAsync(call, authorization))));
        if (!launch.Call.HasSameParameters(call))
        {
            return new Ec2Refusal(
                "IdempotentParameterMismatch",
                400,
                "Arguments on this idempotent request are inconsistent with arguments used in previous request(s)."
            ).Reply();
        }

        var reply = await launch.Reply.Value;
        if (reply.Status != Ok)
        {
            // A launch that was refused made nothing, and its token may be used again.
            _launches.TryRemove(token, out _);
        }

        return reply;
    }

    /// <summary>EC2 launches the largest possible number between MinCount and MaxCount; moto launches MinCount.</summary>
    public Task<Ec2Reply> AnyAsync(Ec2Call call, string authorization)
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
        return moto.AskAsync(form, authorization);
    }

    /// <summary>moto does not know the filter client-token; the machines of the launch are asked for by their ids instead.</summary>
    public async Task<Ec2Reply> FindAsync(string token, Ec2Call call, string authorization)
    {
        var form = new Dictionary<string, string>(call.Form, StringComparer.Ordinal)
        {
            ["Filter.1.Name"] = "instance-id",
            ["Filter.1.Value.1"] = "none",
        };
        if (_launches.TryGetValue(token, out var launch))
        {
            var answer = XDocument.Parse((await launch.Reply.Value).Body);
            foreach (var (number, id) in answer.Descendants().Where(one => one.Name.LocalName == "instanceId").Index())
            {
                form[$"Filter.1.Value.{number + 1}"] = id.Value;
            }
        }

        return await moto.AskAsync(form, authorization);
    }

    private sealed record Launch(Ec2Call Call, Lazy<Task<Ec2Reply>> Reply);
}
