using System.Globalization;
using System.Text;

namespace Kadende.Plugins.Flavours.Jobs;

/// <summary>
/// The scripts that begin jobs on machines and look at them; for any POSIX shell, BusyBox too. Both may be run again, also at the same
/// time: a job is claimed by making a folder, and each piece of output by making a link, which only one can do.
/// </summary>
internal static class JobScripts
{
    /// <summary>The longest piece of output that one look takes.</summary>
    private const int PieceBytes = 96 * 1024;

    /// <summary>
    /// Finds the folder for jobs: in the node's own folder where its provider gives it one, so that it goes with the node; else where
    /// the user may write.
    /// </summary>
    private const string FindFolder = """
        if [ -n "${KADENDE_NODE:-}" ] && [ -w . ]; then base=$PWD/.kadende
        elif [ -w /var/lib ]; then base=/var/lib/kadende
        else base=${HOME:-/tmp}/.kadende
        fi

        """;

    /// <summary>What runs beside us: takes the job, or leaves it to who has it.</summary>
    private const string Runner = """
        cd "$1" || exit 1
        mkdir claim 2>/dev/null || exit 0
        echo "$$" >pid.new && mv pid.new pid
        now() {
          if read -r up rest </proc/uptime 2>/dev/null; then echo "${up%.*}${up#*.}"; else echo "$(date +%s)00"; fi
        }
        shell=sh
        command -v bash >/dev/null 2>&1 && shell=bash
        code=0 i=0
        while [ -f "$i.sh" ]; do
          cat "$i.title" >>out
          from=$(now)
          echo "$(date +%s) $i" >since.new && mv since.new since
          (cd "$2" && exec "$shell" "$1/$i.sh") >>out 2>&1 </dev/null
          code=$?
          took=$(($(now) - from))
          [ -z "$(tail -c 1 out)" ] || echo >>out
          echo "exit $code ($((took / 100)).$((took % 100 / 10))s)" >>out
          [ "$code" -eq 0 ] || break
          i=$((i + 1))
        done
        echo "$code $i" >exit.new && mv exit.new exit

        """;

    private const string Look = """
        alive() {
          if [ -r "/proc/$pid/cmdline" ]; then tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qF "$job"
          else kill -0 "$pid" 2>/dev/null; fi
        }
        tell() { echo "kadende-job $1 $2 $3 $4"; echo "${last:-}"; }
        if [ "$forget" -ge 0 ] && [ -n "$(find "$job/exit" -mmin "+$forget" 2>/dev/null)" ]; then
          mv "$job" "$job.old.$$" && rm -rf "$job.old.$$"
        fi
        nap() { sleep 0.2 2>/dev/null || sleep 1; n=$((n + 1)); }
        n=0
        while [ -f "$job/runner" ] && [ ! -d "$job/claim" ] && [ "$n" -lt 5 ]; do nap; done
        [ -d "$job/claim" ] && cd "$job" || { tell absent 0 0 0; exit 0; }
        while [ ! -f exit ] && [ "$n" -lt 5 ]; do nap; done
        phase=running code=0 at=0
        pid=$(cat pid 2>/dev/null || echo 0)
        [ -f since ] && read -r since at <since
        if [ ! -f exit ] && [ -f since ] && alive && [ $(($(date +%s) - since)) -gt "$limit" ]; then
          kill -s TERM -- "-$pid" 2>/dev/null
          sleep 1
          kill -s KILL -- "-$pid" 2>/dev/null
          if mkdir over 2>/dev/null; then
            [ -z "$(tail -c 1 out)" ] || echo >>out
            echo "ended after ${limit}s" >>out
            echo "timeout $at" >exit.new && mv exit.new exit
          fi
        fi
        if [ -f exit ]; then
          phase=ended
          read -r code at <exit
          last=$(tail -n 2 out | head -n 1 | cut -c 1-500)
        elif [ "$pid" != 0 ] && ! alive && [ ! -f exit ]; then
          phase=lost
        fi
        begin=0 more=0
        [ -f taken ] && read -r begin <taken
        while [ -f "piece.$begin" ]; do read -r begin <"piece.$begin"; done
        end=$(($(wc -c 2>/dev/null <out || echo 0)))
        if [ $((end - begin)) -gt "$most" ]; then end=$((begin + most)) more=1; fi
        piece=$(mktemp "$job/tmp.XXXXXX") || exit 1
        if [ "$end" -gt "$begin" ]; then
          tail -c "+$((begin + 1))" out | head -c "$((end - begin))" >"$piece"
          if [ -n "$(tail -c 1 "$piece")" ] && { [ "$phase" = running ] || [ "$more" = 1 ]; }; then
            sed '$d' "$piece" >"$piece.whole"
            if [ -s "$piece.whole" ] || [ $((end - begin)) -lt 4096 ]; then mv "$piece.whole" "$piece"; fi
            end=$((begin + $(wc -c <"$piece")))
          fi
        fi
        if [ "$end" -gt "$begin" ]; then
          echo "$end" >"$piece.end"
          if ln "$piece.end" "piece.$begin" 2>/dev/null; then
            echo "$end" >"$piece.taken" && mv "$piece.taken" taken
          else
            : >"$piece"
          fi
        else
          : >"$piece"
        fi
        tell "$phase" "$code" "$at" "$more"
        cat "$piece"
        rm -f "$piece" "$piece.end" "$piece.whole"

        """;

    /// <summary>Begins a job; harmless when it was begun before.</summary>
    public static string Begin(MachineJob job)
    {
        var script = new StringBuilder("set -e\numask 077\n").Append(FindFolder).Append(FolderOf(job));
        script.Append("mkdir -p \"$job\"\n");
        script.Append("put() { base64 -d >\"$job/$1.$$\" && mv \"$job/$1.$$\" \"$job/$1\"; }\n");
        foreach (var (index, command) in job.Commands.Index())
        {
            Put(script, $"{index}.title", $"$ {command.TrimEnd().Replace("\n", "\n> ", StringComparison.Ordinal)}\n");
            Put(script, $"{index}.sh", $"{Exports(job.Environment)}set -e\n{command}\n");
        }

        Put(script, "runner", Runner);
        script.Append("detach=\n! command -v setsid >/dev/null 2>&1 || detach=setsid\n");
        script.Append("$detach nohup /bin/sh \"$job/runner\" \"$job\" \"$PWD\" >/dev/null 2>&1 </dev/null &\n");
        // Who runs this may end all that it started when it is over: not before the runner is on its own.
        script.Append("n=0\n");
        script.Append(
            "while [ ! -d \"$job/claim\" ] && [ \"$n\" -lt 50 ]; do sleep 0.1 || sleep 1; n=$((n + 1)); done\n"
        );
        return script.ToString();
    }

    /// <summary>Says how a job is and takes its output as far as nobody has.</summary>
    public static string LookAt(MachineJob job)
    {
        var forget = job.ForgottenAfter is { } age ? (int)age.TotalMinutes : -1;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{FindFolder}{FolderOf(job)}limit={Math.Ceiling(job.Timeout.TotalSeconds)} most={PieceBytes} forget={forget}\n{Look}"
        );
    }

    /// <summary>Says whether a job was begun.</summary>
    public static string IsBegun(MachineJob job) =>
        $"{FindFolder}{FolderOf(job)}if [ -d \"$job/claim\" ]; then echo job=begun; else echo job=absent; fi\n";

    /// <summary>The lines that give commands their variables.</summary>
    public static string Exports(IReadOnlyDictionary<string, string> environment) =>
        string.Concat(environment.Select(one => $"export {one.Key}={Quote(one.Value)}\n"));

    /// <summary>One word for a shell.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string FolderOf(MachineJob job) => $"job=$base/{job.NodeId}/{job.Name}\n";

    private static void Put(StringBuilder script, string file, string text) =>
        script
            .Append("put ")
            .Append(file)
            .Append(" <<'END'\n")
            .Append(Lines(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))))
            .Append("\nEND\n");

    /// <summary>Some shells and tools do not take lines of any length.</summary>
    private static string Lines(string text) => string.Join('\n', text.Chunk(76).Select(line => new string(line)));
}
