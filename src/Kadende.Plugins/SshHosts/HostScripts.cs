using System.Globalization;
using System.Text;
using Kadende.Plugins.Flavours.Jobs;

namespace Kadende.Plugins.SshHosts;

/// <summary>
/// What runs on hosts; for any POSIX shell on Linux. Below the folder: <c>claim</c> is a file of one line that says whose the host is, and comes
/// to be with its content by one link, which only one can make; <c>nodes/TOKEN</c> is that machine's own folder; <c>notes</c> and <c>gone</c> say what is
/// known of machines on other hosts.
/// </summary>
internal static class HostScripts
{
    private const string Prelude = """
        umask 077
        mkdir -p "$folder/nodes" "$folder/notes" "$folder/gone" "$folder/silent" && cd "$folder" || { echo "kadende-unusable $folder"; exit 90; }
        owner() { t=; [ -f claim ] && read -r t rest <claim; [ "$t" = "$1" ]; }
        start() {
          [ -f "nodes/$1/begin" ] && [ ! -d "nodes/$1/work/.kadende/$1/init/claim" ] && [ ! -f "nodes/$1/releasing" ] || return 0
          (cd "nodes/$1/work" && . ../env && /bin/sh ../begin) >/dev/null 2>&1
        }

        """;

    private const string SurveyBody = """
        echo kadende-host
        if [ -f claim ]; then
          read -r t rest <claim
          start "$t"
          echo "claim $t $rest"
          [ -f "nodes/$t/labels" ] && sed 's/^/label /' "nodes/$t/labels"
          [ -f "nodes/$t/releasing" ] && echo releasing
          job="nodes/$t/work/.kadende/$t/init"
          if [ -f "$job/exit" ]; then read -r code at <"$job/exit"; echo "init $code"
          elif [ -d "$job/claim" ]; then echo "init running"
          elif [ -f "nodes/$t/begin" ]; then echo "init waits"
          fi
        fi
        cat notes/* 2>/dev/null | sed 's/^/note /'
        cat gone/* 2>/dev/null | sed 's/^/gone /'
        find silent -type f 2>/dev/null | sed 's,^silent/,silent ,'
        find notes -type f ! -name '.*' -mmin +2 2>/dev/null | sed 's,^notes/,old ,'
        echo end

        """;

    private const string ClaimBody = """
        owner "$token" || ln "nodes/$token/claim" claim 2>/dev/null
        if owner "$token"; then start "$token"; echo kadende-claimed
        else rm -rf "nodes/$token"; echo "kadende-taken"
        fi

        """;

    /// <summary>Stops what the machine began, resets the host and gives it back, in that order.</summary>
    private const string Release = """
        cd "$1" || exit 1
        n=0
        while pids=$(grep -laF "KADENDE_MACHINE=$1/nodes/$2/" /proc/[0-9]*/environ 2>/dev/null | cut -d / -f 3) && [ -n "$pids" ] && [ "$n" -lt 40 ]; do
          if [ "$n" -eq 0 ]; then kill -s TERM $pids; elif [ "$n" -ge 25 ]; then kill -s KILL $pids; fi
          n=$((n + 1))
          sleep 0.2 2>/dev/null || sleep 1
        done 2>/dev/null
        if [ -f "nodes/$2/reset" ]; then
          /bin/sh "nodes/$2/reset" </dev/null
          code=$?
          if [ "$code" -ne 0 ]; then echo "$code" >"nodes/$2/failed"; rm -rf "nodes/$2/lock"; exit; fi
        fi
        rm -rf "nodes/.$2"
        mv "nodes/$2" "nodes/.$2" && rm -f claim && rm -rf "nodes/.$2"

        """;

    private const string ReleaseBody = """
        owner "$token" || { rm -rf "nodes/$token"; echo kadende-free; exit 0; }
        node="nodes/$token"
        : >"$node/releasing"
        if [ -d "$node/lock" ]; then
          pid=$(cat "$node/lock/pid" 2>/dev/null)
          grep -qaF "$token" "/proc/${pid:-none}/cmdline" 2>/dev/null || rm -rf "$node/lock"
        fi
        if mkdir "$node/lock" 2>/dev/null; then
          rm -f "$node/failed"
          setsid nohup /bin/sh "$node/release" "$folder" "$token" >"$node/release.log" 2>&1 </dev/null &
          echo $! >"$node/lock/pid" 2>/dev/null
        fi
        n=0
        while owner "$token" && [ ! -f "$node/failed" ] && [ "$n" -lt 40 ]; do sleep 0.1 || sleep 1; n=$((n + 1)); done
        if ! owner "$token"; then echo kadende-free
        elif [ -f "$node/failed" ]; then echo "kadende-failed $(cat "$node/failed")"; tail -c 500 "$node/release.log"
        else echo kadende-releasing
        fi

        """;

    public static string Survey(PoolHost host) => Begin(host).Append(SurveyBody).ToString();

    /// <summary>Claims the host for a machine unless it is another's, and begins what the machine shall run.</summary>
    public static string Claim(PoolHost host, MachineRecord machine, MachineJob? init, string environment)
    {
        var script = Begin(host, machine.Token).Append("mkdir -p \"nodes/$token/work\"\n");
        Put(script, $"nodes/{machine.Token}/env", environment);
        if (init is not null)
        {
            Put(script, $"nodes/{machine.Token}/begin", JobScripts.Begin(init));
        }

        Put(script, $"nodes/{machine.Token}/claim", $"{machine.Token} {machine.ToText()}\n");
        return script.Append(ClaimBody).ToString();
    }

    public static string ReleaseOf(PoolHost host, string token, string? reset)
    {
        var script = Begin(host, token).Append("if owner \"$token\"; then mkdir -p \"nodes/$token\"\n");
        Put(script, $"nodes/{token}/release", Release);
        if (reset is not null)
        {
            Put(script, $"nodes/{token}/reset", reset + "\n");
        }

        return script.Append("fi\n").Append(ReleaseBody).ToString();
    }

    public static string Relabel(PoolHost host, string token, IReadOnlyDictionary<string, string> labels) =>
        Begin(host, token)
            .Append(
                CultureInfo.InvariantCulture,
                $"owner \"$token\" || {{ echo kadende-gone; exit 0; }}\necho '{MachineRecord.LabelText(labels)}' >>\"nodes/$token/labels\" && echo kadende-labelled\n"
            )
            .ToString();

    /// <summary>Runs a script in the machine's own folder.</summary>
    public static string Exec(PoolHost host, string token, string script) =>
        Begin(host, token)
            .Append("owner \"$token\" || { echo kadende-gone; exit 97; }\ncd \"nodes/$token/work\" && . ../env\n")
            .Append("unset -f owner start\nunset t rest\numask 022\n")
            .Append(script)
            .ToString();

    /// <summary>Writes down that machines are, or are about to be, on other hosts; tells which note of each was first here.</summary>
    public static string Note(PoolHost host, IEnumerable<MachineRecord> machines, bool isSure)
    {
        var script = Begin(host).Append("echo kadende-host\n");
        foreach (var machine in machines)
        {
            var act = isSure ? "mv" : "ln";
            script.Append(
                CultureInfo.InvariantCulture,
                $"echo '{machine.Token} {machine.Host} {machine.ToText()}' >notes/.{machine.Token}.$$\n{act} notes/.{machine.Token}.$$ notes/{machine.Token} 2>/dev/null; rm -f notes/.{machine.Token}.$$\nsed 's/^/note /' notes/{machine.Token}\n"
            );
        }

        return script.Append("echo end\n").ToString();
    }

    public static string Forget(PoolHost host, IEnumerable<string> notes, IEnumerable<string> gone)
    {
        var files = notes
            .SelectMany(token => new[] { $"notes/{token}", $"silent/{token}" })
            .Concat(gone.Select(token => $"gone/{token}"));
        return Begin(host).Append("rm -f ").AppendJoin(' ', files).Append("\necho kadende-host\n").ToString();
    }

    /// <summary>Writes down that a machine is to be removed when its host answers again.</summary>
    public static string Bury(PoolHost host, string token, string machineHost) =>
        Begin(host)
            .Append(
                CultureInfo.InvariantCulture,
                $"echo '{token} {machineHost}' >gone/.{token}.$$ && mv gone/.{token}.$$ gone/{token} && rm -f notes/{token} silent/{token} && echo kadende-buried\n"
            )
            .ToString();

    /// <summary>Writes down which machines' hosts are out of reach, and tells which have been for long.</summary>
    public static string Silence(PoolHost host, IEnumerable<string> tokens, TimeSpan tolerance)
    {
        var minutes = Math.Ceiling(tolerance.TotalMinutes);
        var script = Begin(host).Append("echo kadende-host\n");
        foreach (var token in tokens)
        {
            script.Append(
                CultureInfo.InvariantCulture,
                $"[ -f silent/{token} ] || : >silent/{token}\n{(minutes > 0 ? $"find silent/{token} -mmin +{minutes} 2>/dev/null" : $"echo silent/{token}")} | sed 's,^silent/,old ,'\n"
            );
        }

        return script.Append("echo end\n").ToString();
    }

    private static StringBuilder Begin(PoolHost host, string? token = null) =>
        new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"folder={JobScripts.Quote(host.Folder)} token={token}\n")
            .Append(Prelude);

    private static void Put(StringBuilder script, string file, string text) =>
        script
            .Append(CultureInfo.InvariantCulture, $"base64 -d >{file}.$$ <<'END'\n")
            .AppendJoin(
                '\n',
                Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).Chunk(76).Select(line => new string(line))
            )
            .Append(CultureInfo.InvariantCulture, $"\nEND\nmv {file}.$$ {file}\n");
}
