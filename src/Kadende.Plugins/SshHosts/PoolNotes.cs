using Kadende.Sdk.Failures;

namespace Kadende.Plugins.SshHosts;

/// <summary>What hosts remember of each other's machines, so that a machine is known while its host is out of reach.</summary>
internal sealed class PoolNotes(HostLinks links, SshHostsOptions options)
{
    /// <summary>
    /// Writes down machines on some hosts before they are claimed. Of two calls with one token the first one's note stands, and both
    /// are told of it by the same host, as long as they reach the same hosts.
    /// </summary>
    /// <param name="isSure">Writes over what stands there.</param>
    /// <returns>Of each token the note that counts.</returns>
    public async Task<IReadOnlyDictionary<string, MachineRecord>> WriteAsync(
        SshHostsProperties pool,
        PoolSighting sighting,
        IReadOnlyList<MachineRecord> machines,
        bool isSure,
        CancellationToken cancellationToken
    )
    {
        var byHolder = machines
            .SelectMany(machine => sighting.HoldersOf(machine.Token).Select(holder => (holder.Host, Machine: machine)))
            .GroupBy(one => one.Host, one => one.Machine)
            .ToList();
        var told = await PoolSurvey.EachAsync(
            byHolder,
            async notes =>
                (
                    notes.Key.Id,
                    Report: await TryAskAsync(
                        pool,
                        notes.Key,
                        HostScripts.Note(notes.Key, notes, isSure),
                        cancellationToken
                    )
                ),
            cancellationToken
        );
        var reports = told.ToDictionary(one => one.Id, one => HostReport.Parse(one.Report), StringComparer.Ordinal);
        return machines
            .Select(machine =>
                sighting
                    .HoldersOf(machine.Token)
                    .Select(holder => reports[holder.Host.Id]?.Notes.Find(note => note.Token == machine.Token))
                    .OfType<MachineRecord>()
                    .FirstOrDefault(machine)
            )
            .ToDictionary(note => note.Token, StringComparer.Ordinal);
    }

    /// <summary>Writes down that a machine is to be removed when its host answers again.</summary>
    /// <returns>False when no other host of the pool took it down.</returns>
    public async Task<bool> BuryAsync(
        SshHostsProperties pool,
        string token,
        string hostId,
        CancellationToken cancellationToken
    )
    {
        var others = pool.Hosts.Where(host => host.Id != hostId).ToList();
        var answers = await PoolSurvey.EachAsync(
            others,
            host => TryAskAsync(pool, host, HostScripts.Bury(host, token, hostId), cancellationToken),
            cancellationToken
        );
        return answers.Any(answer => answer.Contains("kadende-buried", StringComparison.Ordinal));
    }

    /// <summary>Writes down which machines' hosts do not answer.</summary>
    /// <returns>The tokens of those that have not answered for long.</returns>
    public async Task<IReadOnlySet<string>> SilenceAsync(
        SshHostsProperties pool,
        PoolSighting sighting,
        CancellationToken cancellationToken
    )
    {
        var byHolder = sighting
            .Answering.Select(holder =>
                (
                    holder.Host,
                    Tokens: sighting.Remembered.Select(note => note.Token).Where(token => Knows(holder, token)).ToList()
                )
            )
            .Where(one => one.Tokens.Count > 0)
            .ToList();
        var answers = await PoolSurvey.EachAsync(
            byHolder,
            one =>
                TryAskAsync(
                    pool,
                    one.Host,
                    HostScripts.Silence(one.Host, one.Tokens, options.SilentFor),
                    cancellationToken
                ),
            cancellationToken
        );
        return answers.SelectMany(answer => HostReport.Parse(answer)?.Old ?? []).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Drops notes that are over, and writes those that are missing or say something else than the host itself.</summary>
    public async Task TidyAsync(SshHostsProperties pool, PoolSighting sighting, CancellationToken cancellationToken)
    {
        await PoolSurvey.EachAsync(
            sighting.Answering,
            async holder =>
            {
                var (notes, gone) = OverAt(holder, sighting);
                return notes.Count + gone.Count == 0
                    ? ""
                    : await TryAskAsync(
                        pool,
                        holder.Host,
                        HostScripts.Forget(holder.Host, notes, gone),
                        cancellationToken
                    );
            },
            cancellationToken
        );
        var missing = sighting
            .Answering.Select(host => host.Report?.Claim)
            .OfType<MachineRecord>()
            .Where(machine =>
                PluginLabels.IsToken(machine.Token)
                && sighting.HoldersOf(machine.Token).Any(holder => !Says(holder, machine))
            )
            .ToList();
        await WriteAsync(pool, sighting, missing, isSure: true, cancellationToken);
    }

    private static (List<string> Notes, List<string> Gone) OverAt(HostSighting holder, PoolSighting sighting)
    {
        var report = holder.Report;
        var notes = (report?.Notes ?? [])
            .Where(note => IsOver(sighting, note.Token, note.Host) && report?.Old.Contains(note.Token) == true)
            .Select(note => note.Token);
        var heard = (report?.Notes ?? [])
            .Where(note => sighting.Find(note.Host)?.Report is not null && report?.Silent.Contains(note.Token) == true)
            .Select(note => note.Token);
        var gone = (report?.Gone ?? []).Where(one => IsOver(sighting, one.Token, one.Host)).Select(one => one.Token);
        // A note that is only heard again is dropped with its silence, and written anew at once.
        return ([.. notes.Concat(heard).Distinct(StringComparer.Ordinal)], [.. gone]);
    }

    /// <summary>The host answers and is not that machine's.</summary>
    private static bool IsOver(PoolSighting sighting, string token, string hostId) =>
        sighting.Find(hostId)?.Report is { } report && report.Claim?.Token != token;

    private static bool Knows(HostSighting holder, string token) =>
        holder.Report?.Notes.Exists(note => note.Token == token) == true;

    private static bool Says(HostSighting holder, MachineRecord machine) =>
        holder.Report?.Notes.Exists(note => note.ToText() == machine.ToText()) == true
        && !holder.Report.Silent.Contains(machine.Token);

    /// <summary>Empty when the host does not answer: notes have copies.</summary>
    private async Task<string> TryAskAsync(
        SshHostsProperties pool,
        PoolHost host,
        string script,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await links.AskAsync(pool, host, script, cancellationToken);
        }
        catch (ProviderException)
        {
            return "";
        }
    }
}
