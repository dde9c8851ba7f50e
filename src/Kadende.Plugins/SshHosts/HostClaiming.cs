using System.Text;
using Kadende.Plugins.Flavours.Jobs;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.SshHosts;

/// <summary>Gives machines hosts. What is decided is decided on the hosts: a link makes a claim, and only one can make it.</summary>
internal sealed class HostClaiming(HostLinks links, PoolSurvey survey, PoolNotes notes, TimeProvider time)
{
    /// <summary>The claim goes to the host in one argument, and Linux takes no more than 128 KiB.</summary>
    private const int LongestInit = 48 * 1024;

    public async Task<IReadOnlyList<CreateResult>> ClaimAsync(
        SshHostsProperties pool,
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    )
    {
        var sighting = await survey.LookAsync(pool, cancellationToken);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var wanted = requests
            .Where(request => Known(sighting, request.Token) is null && Refusal(request) is null)
            .Select(request => Choose(sighting, request, taken))
            .OfType<MachineRecord>()
            .ToList();
        var noted = await notes.WriteAsync(pool, sighting, wanted, isSure: false, cancellationToken);
        return await PoolSurvey.EachAsync(
            requests,
            async request =>
                Refusal(request) is { } refusal ? new CreateResult.Failed(refusal)
                : Known(sighting, request.Token) is { } known ? new CreateResult.Created(known)
                : await ClaimAsync(pool, sighting, request, noted.GetValueOrDefault(request.Token), cancellationToken),
            cancellationToken
        );
    }

    private static RequestRejectedException? Refusal(CreateRequest request) =>
        !PluginLabels.IsToken(request.Token)
            ? new RequestRejectedException(
                $"The token '{request.Token}' must be 1 to 63 of lower-case letters, digits and '-'."
            )
        : Encoding.UTF8.GetByteCount(request.Init ?? "") > LongestInit
            ? new RequestRejectedException(
                "The init for a host must be shorter than 48 KiB: let it fetch what is longer."
            )
        : null;

    /// <summary>The machine that an earlier call made, or may have made on a host that does not answer now.</summary>
    private static Instance? Known(PoolSighting sighting, string token)
    {
        foreach (var host in sighting.Answering)
        {
            if (host.Report is { Claim: { } claim } report && claim.Token == token)
            {
                return PoolView.Of(host.Host, claim, report);
            }
        }

        return
            sighting.Remembered.FirstOrDefault(note => note.Token == token) is { } note
            && sighting.Find(note.Host) is { } silent
            ? PoolView.Of(silent.Host, note, InstanceState.Unknown)
            : null;
    }

    private MachineRecord? Choose(PoolSighting sighting, CreateRequest request, HashSet<string> taken) =>
        PoolView.Candidates(sighting, request).FirstOrDefault(host => taken.Add(host.Id)) is { } host
            ? RecordOf(request, host)
            : null;

    private MachineRecord RecordOf(CreateRequest request, PoolHost host) =>
        new(request.Token, host.Id, request.LogicalId, time.GetUtcNow(), request.Labels);

    private async Task<CreateResult> ClaimAsync(
        PoolSighting sighting,
        SshHostsProperties pool,
        CreateRequest request,
        PoolHost host,
        MachineRecord machine,
        CancellationToken cancellationToken
    )
    {
        var environment = EnvironmentOf(request, host);
        var init = request.Init is { } text
            ? new MachineJob(
                request.Token,
                "init",
                [InitCommand(text, request.Token)],
                new Dictionary<string, string>(StringComparer.Ordinal),
                TimeSpan.Zero
            )
            : null;
        var script = HostScripts.Claim(host, machine, init, JobScripts.Exports(environment));
        var answer = await links.AskAsync(pool, host, script, cancellationToken);
        if (answer.Contains("kadende-claimed", StringComparison.Ordinal))
        {
            return new CreateResult.Created(PoolView.Of(host, machine, InstanceState.Starting));
        }

        return answer.Contains("kadende-taken", StringComparison.Ordinal)
            ? new CreateResult.Failed(sighting.NoneFree())
            : throw new ProviderUnavailableException(
                $"{host.Id} did not say whether it could be claimed, but: {answer[Math.Max(0, answer.Length - 300)..].Trim()}"
            );
    }

    /// <summary>Tries the noted host, then the other free ones.</summary>
    private async Task<CreateResult> ClaimAsync(
        SshHostsProperties pool,
        PoolSighting sighting,
        CreateRequest request,
        MachineRecord? noted,
        CancellationToken cancellationToken
    )
    {
        CreateResult result = new CreateResult.Failed(sighting.NoneFree());
        if (noted is null)
        {
            return result;
        }

        var free = PoolView.Candidates(sighting, request);
        var order = free.OrderBy(host => host.Id == noted.Host ? 0 : 1).ToList();
        try
        {
            foreach (var host in order)
            {
                var machine = noted with { Host = host.Id };
                if (host.Id != noted.Host)
                {
                    await notes.WriteAsync(pool, sighting, [machine], isSure: true, cancellationToken);
                }

                result = await ClaimAsync(sighting, pool, request, host, machine, cancellationToken);
                if (result is CreateResult.Created)
                {
                    return result;
                }
            }

            return result;
        }
        catch (ProviderException failure)
        {
            return new CreateResult.Failed(failure);
        }
    }

    private static Dictionary<string, string> EnvironmentOf(CreateRequest request, PoolHost host)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["KADENDE_NODE"] = request.Labels.GetValueOrDefault(LabelNames.Node, request.Token),
            ["KADENDE_TOKEN"] = request.Token,
            // By this the processes of the machine are found again when it is removed.
            ["KADENDE_MACHINE"] = $"{host.Folder}/nodes/{request.Token}/",
            ["KADENDE_HOST"] = host.Id,
            ["KADENDE_CLUSTER"] = request.Labels.GetValueOrDefault(LabelNames.Cluster, ""),
            ["KADENDE_GROUP"] = request.Labels.GetValueOrDefault(LabelNames.Group, ""),
        };
        if (request.LogicalId is { } id)
        {
            environment["KADENDE_LOGICAL_ID"] = id;
        }

        return environment;
    }

    /// <summary>Runs the init as a boot would: with the interpreter that its first line names, else with <c>/bin/sh</c>.</summary>
    private static string InitCommand(string init, string token)
    {
        var end = $"END-{token}";
        var run = init.StartsWith("#!", StringComparison.Ordinal) ? "exec ../init" : "exec /bin/sh ../init";
        return $"cat >../init <<'{end}'\n{init}\n{end}\nchmod 700 ../init\n{run}";
    }
}
