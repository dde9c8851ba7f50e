using System.Net;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Kadende.Plugins.Machines;

/// <summary>A script that was begun over a connection.</summary>
internal sealed class SshRun : IDisposable
{
    private readonly SshCommand _command;
    private readonly Stream _input;

    private SshRun(SshClient client, IPAddress address, SshCommand command, Task ended)
    {
        (Client, Address, _command, Ended) = (client, address, command, ended);
        _input = command.CreateInputStream();
    }

    public SshClient Client { get; }

    public IPAddress Address { get; }

    public Task Ended { get; }

    public Stream Output => _command.OutputStream;

    /// <summary>Null when nobody knows.</summary>
    public int? ExitCode => _command.ExitStatus;

    /// <summary>Has the machine start a command, which reads its script from its input. It blocks as long as the connection's time limit says.</summary>
    public static SshRun Begin(SshClient client, IPAddress address, string command)
    {
        var started = client.CreateCommand(command);
        try
        {
            // Its token would end the command by a signal, which sshd does not pass on; hanging up does it.
            return new SshRun(client, address, started, started.ExecuteAsync(CancellationToken.None));
        }
        catch
        {
            // First, as the command would wait for the machine's word that it is over.
            client.Dispose();
            started.Dispose();
            throw;
        }
    }

    /// <summary>Gives the command its script. The input stays open until the script has ended.</summary>
    public void Send(byte[] script)
    {
        _input.Write(script);
        _input.Flush();
    }

    /// <summary>Closes the connection, and with it ends what runs there.</summary>
    public void HangUp()
    {
        Client.Dispose();
        try
        {
            Dispose();
        }
        catch (SshException)
        {
            // The machine cannot be told any more that its input is over.
        }
    }

    /// <summary>Leaves the connection open.</summary>
    public void Dispose()
    {
        _input.Dispose();
        _command.Dispose();
    }
}
