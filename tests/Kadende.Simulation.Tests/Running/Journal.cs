using System.Globalization;
using System.Text;

namespace Kadende.Simulation.Tests.Running;

/// <summary>All that happened in a simulation, line by line. Costs nothing while nobody reads it.</summary>
internal sealed class Journal(VirtualTime time, bool isOn)
{
    private readonly StringBuilder _text = new();

    public bool IsOn { get; } = isOn;

    public string Text => _text.ToString();

    public void Say(string who, string what)
    {
        if (IsOn)
        {
            _text.Append(time.Now.ToString("dd HH:mm:ss.fff", CultureInfo.InvariantCulture));
            _text.Append(' ').Append(who).Append(": ").AppendLine(what);
        }
    }
}
