using System.Security;

namespace Kadende.TestKit.Moto;

/// <summary>An error as EC2 tells it.</summary>
public sealed record Ec2Refusal(string Code, int Status, string Message)
{
    internal Ec2Reply Reply() =>
        new(
            Status,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Errors><Error>"
                + $"<Code>{Code}</Code><Message>{SecurityElement.Escape(Message)}</Message>"
                + "</Error></Errors><RequestID>ea966190-f9aa-478e-9ede-example</RequestID></Response>"
        );
}
