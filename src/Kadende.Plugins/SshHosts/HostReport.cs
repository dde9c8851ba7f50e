namespace Kadende.Plugins.SshHosts;

/// <summary>What a host says of itself and of others.</summary>
internal sealed class HostReport
{
    /// <summary>Stands before what a script tells, so that greetings of the host are told apart.</summary>
    public const string Mark = "kadende-host";

    private HostReport() { }

    /// <summary>Whose the host is; null when it is free.</summary>
    public MachineRecord? Claim { get; private set; }

    /// <summary>The host is claimed, perhaps by something that cannot be read.</summary>
    public bool IsClaimed { get; private set; }

    public bool IsReleasing { get; private set; }

    /// <summary>What became of the init: <c>none</c>, <c>waits</c>, <c>running</c> or the exit code.</summary>
    public string Init { get; private set; } = "none";

    /// <summary>What it knows of machines on other hosts.</summary>
    public List<MachineRecord> Notes { get; } = [];

    /// <summary>Notes that are no longer new.</summary>
    public HashSet<string> Old { get; } = new(StringComparer.Ordinal);

    /// <summary>Machines whose hosts were found out of reach.</summary>
    public HashSet<string> Silent { get; } = new(StringComparer.Ordinal);

    /// <summary>Machines that are to be removed when their hosts answer again, as token and host.</summary>
    public HashSet<(string Token, string Host)> Gone { get; } = [];

    /// <summary>Null when the host did not answer as asked.</summary>
    public static HostReport? Parse(string output)
    {
        var lines = output.Split('\n');
        var begin = Array.IndexOf(lines, Mark);
        if (begin < 0 || !lines.Contains("end"))
        {
            return null;
        }

        var report = new HostReport();
        foreach (var line in lines.Skip(begin + 1))
        {
            report.Add(line.TrimEnd('\r').Split(' '));
        }

        return report;
    }

    private void Add(string[] words)
    {
        switch (words)
        {
            case ["claim", _, var text]:
                IsClaimed = true;
                Claim = MachineRecord.Parse(text);
                break;
            case ["claim", ..]:
                IsClaimed = true;
                break;
            case ["label", var text] when Claim is not null:
                Claim = Claim with { Labels = PluginLabels.Merge(Claim.Labels, MachineRecord.ParseLabels(text)) };
                break;
            case ["releasing"]:
                IsReleasing = true;
                break;
            case ["init", var code]:
                Init = code;
                break;
            case ["silent", var token] when PluginLabels.IsToken(token):
                Silent.Add(token);
                break;
            case ["note", _, _, var text]
                when MachineRecord.Parse(text) is { } note && PluginLabels.IsToken(note.Token):
                Notes.Add(note);
                break;
            case ["old", var token] when PluginLabels.IsToken(token):
                Old.Add(token);
                break;
            case ["gone", var token, var host] when PluginLabels.IsToken(token):
                Gone.Add((token, host));
                break;
            default:
                break;
        }
    }
}
